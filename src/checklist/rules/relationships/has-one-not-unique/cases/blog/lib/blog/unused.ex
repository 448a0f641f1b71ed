defmodule Blog.Print do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "prints"
    repo Blog.Repo
  end

  actions do
    create :create
    read :of_author
  end

  attributes do
    uuid_primary_key :id
  end

  relationships do
    belongs_to :author, Blog.Author, allow_nil?: false
  end
end

defmodule Blog.Statistics do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "statistics"
    repo Blog.Repo
  end

  actions do
    defaults [:read]
  end

  attributes do
    uuid_primary_key :id
  end

  relationships do
    belongs_to :author, Blog.Author, allow_nil?: false
  end
end
