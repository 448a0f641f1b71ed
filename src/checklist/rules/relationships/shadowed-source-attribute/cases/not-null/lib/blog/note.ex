defmodule Blog.Note do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "notes"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :author_id, :uuid
  end

  relationships do
    belongs_to :author, Blog.Author, allow_nil?: false
    #                                ^^^^^^^^^^^^^^^^^ nullable
  end
end
