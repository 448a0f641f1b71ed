defmodule Blog.Post do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "posts"
    repo Blog.Repo
  end

  actions do
    defaults [:read, :destroy]
  end

  attributes do
    uuid_primary_key :id
  end

  relationships do
    has_many :comments, Blog.Comment
    has_many :odd_comments, Blog.Comment, manual: Blog.OddComments, destination_attribute: :quote_id
    many_to_many :tags, Blog.Tag, through: Blog.PostTag
  end

  aggregates do
    count :comment_count, :comments
  end
end

defmodule Blog.Tag do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "tags"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
  end
end
