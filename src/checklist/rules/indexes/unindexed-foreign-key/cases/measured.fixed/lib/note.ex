defmodule Blog.Note do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "notes"
    repo Blog.Repo

    references do
      reference :author, index?: true
    end
  end

  attributes do
    uuid_primary_key :id
  end

  relationships do
    belongs_to :author, Blog.Author
    #          ^^^^^^^ used (hint)
  end
end
