defmodule Blog.Comment do
  use Ash.Resource,
    domain: Blog,
    data_layer: AshPostgres.DataLayer,
    authorizers: [Ash.Policy.Authorizer]

  postgres do
    table "comments"
    repo Blog.Repo

    references do
      reference :post, on_delete: :delete
    end

    custom_indexes do
      index [:author_id]
      index [:author_id, :inserted_at]
    end
  end

  policies do
    bypass actor_attribute_equals(:role, :admin) do
      authorize_if always()
    end

    policy action_type(:read) do
      authorize_if expr(^actor(:role) == :editor and post.writer_id == ^actor(:id))
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :body, :string
    attribute :approved, :boolean, allow_nil?: false, default: false
    create_timestamp :inserted_at
  end

  relationships do
    belongs_to :post, Blog.Post
    belongs_to :author, Blog.Author
  end

  actions do
    defaults [:read, :destroy, create: :*]
  end
end
