defmodule Blog.Tag do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "tags"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :name, :string, allow_nil?: false
  end

  actions do
    defaults [:read, :destroy, create: :*]
  end
end

defmodule Blog.PostTag do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "post_tags"
    repo Blog.Repo
  end

  relationships do
    belongs_to :post, Blog.Post, primary_key?: true, allow_nil?: false
    belongs_to :tag, Blog.Tag, primary_key?: true, allow_nil?: false
  end

  actions do
    defaults [:read, :destroy, create: :*]
  end
end
