defmodule Blog.Profile do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "profiles"
    repo Blog.Repo
  end

  actions do
    defaults [:read, create: :*]
  end

  attributes do
    uuid_primary_key :id
    create_timestamp :inserted_at
    attribute :active, :boolean
    attribute :handle, :string, allow_nil?: false
  end

  relationships do
    belongs_to :author, Blog.Author, allow_nil?: false
  end

  identities do
    identity :handle_per_author, [:author_id, :handle]
  end
end
