defmodule Blog.Post do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "posts"
    repo Blog.Repo

    references do
      reference :author, on_delete: :delete
      #                                      ^^^^^^^^^^^^ prefix
    end

    custom_indexes do
      #     ^^^^^^^^^ prefix
      index [:status, :published_at]
      index [:published_at]
      index [:slug], unique: true
      index [:slug, :title]
      index [:title], where: "status = 'draft'"
      index [:title, :status], using: "gin", name: "posts_search"
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :slug, :string, allow_nil?: false
    attribute :title, :string
    attribute :status, :string
    attribute :published_at, :utc_datetime
  end

  relationships do
    belongs_to :author, Blog.Author, allow_nil?: false
  end

  identities do
    identity :unique_slug_of_author, [:author_id, :slug]
  end
end

defmodule Blog.Author do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "authors"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
  end
end
