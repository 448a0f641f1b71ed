defmodule Blog.Post do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "posts"
    repo Blog.Repo
  end

  multitenancy do
    strategy :attribute
    attribute :org_id
  end

  actions do
    read :by_title do
      argument :title, :string
      filter expr(title == ^arg(:title))
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :org_id, :uuid, allow_nil?: false
    attribute :title, :string
  end

  relationships do
    belongs_to :author, Blog.Author
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
