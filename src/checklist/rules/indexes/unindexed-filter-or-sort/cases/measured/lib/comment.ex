defmodule Blog.Comment do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "comments"
    repo Blog.Repo
  end

  actions do
    read :of_author do
      argument :author_id, :uuid
      filter expr(author_id == ^arg(:author_id))
      prepare build(sort: [published_at: :desc], limit: 20)
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :published_at, :utc_datetime
  end

  relationships do
    belongs_to :author, Blog.Author
    #          ^^^^^^^ measured (warning)
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
