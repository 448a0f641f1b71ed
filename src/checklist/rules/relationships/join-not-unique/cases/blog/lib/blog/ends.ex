defmodule Blog.Post do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "posts"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
  end

  relationships do
    many_to_many :tags, Blog.Tag, through: Blog.PostTag

    many_to_many :topics, Blog.Tag do
      through Blog.PostTopic
      destination_attribute_on_join_resource :topic_id
    end

    many_to_many :labels, Blog.Tag, through: Blog.PostLabel
    many_to_many :marks, Blog.Tag, through: Blog.PostMark
    many_to_many :ratings, Blog.Tag, through: Blog.PostRating
    many_to_many :flags, Blog.Tag, through: Blog.PostFlag
    many_to_many :notes, Blog.Tag, through: Blog.PostNote
    many_to_many :pins, Blog.Tag, through: Blog.PostPin
    many_to_many :strangers, Elsewhere.Tag, through: Elsewhere.PostTag
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

  relationships do
    many_to_many :posts, Blog.Post, through: Blog.PostTag
  end
end
