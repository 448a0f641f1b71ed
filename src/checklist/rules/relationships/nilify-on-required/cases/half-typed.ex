defmodule Blog.Comment do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "comments"
    repo Blog.Repo

    references do
      reference :parent, on_delete: :nilify
      reference :author, on_delete:
    end
  end

  relationships do
    belongs_to :parent, Blog.Comment, allow_nil?: false
  end
end
