defmodule Blog.Tag do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  attributes do
    uuid_primary_key :id
    attribute :name, :string
  end
end

defmodule Blog.PostTag do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  relationships do
    belongs_to :post, Blog.Post, primary_key?: true, allow_nil?: false
    belongs_to :tag, Blog.Tag, primary_key?: true, allow_nil?: false
  end
end

defmodule Blog.Post do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  attributes do
    uuid_primary_key :id
  end

  relationships do
    has_many :post_tags, Blog.PostTag
    many_to_many :tags, Blog.Tag, through: Blog.PostTag
  end

  aggregates do
    first :main_tag, :tags, :name, sort: [name: :asc]
    #     ^^^^^^^^^ arbitrary
    first :some_tag, [:post_tags, :tag], :name, sort: [name: :asc]
    #     ^^^^^^^^^ arbitrary
  end
end
