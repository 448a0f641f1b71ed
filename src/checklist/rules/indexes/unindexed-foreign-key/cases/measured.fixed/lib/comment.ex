defmodule Blog.Comment do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "comments"
    repo Blog.Repo

    references do
      reference :post, index?: true
    end
  end

  attributes do
    uuid_primary_key :id
  end

  relationships do
    belongs_to :post, Blog.Post
    #          ^^^^^ measured (warning)
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

  relationships do
    has_many :notes, Blog.Note
  end
end

defmodule Blog.Post do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "posts"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
  end
end
