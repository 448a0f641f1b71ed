defmodule Blog.PostTag do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "post_tags"
    repo Blog.Repo

    references do
      reference :post, index?: true
    end
  end

  relationships do
    belongs_to :tag, Blog.Tag, primary_key?: true, allow_nil?: false
    belongs_to :post, Blog.Post, primary_key?: true, allow_nil?: false
    #          ^^^^^ used
  end
end
