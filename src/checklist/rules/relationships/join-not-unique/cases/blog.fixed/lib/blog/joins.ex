defmodule Blog.PostTopic do
  #       ^^^^^^^^^^^^^^ not-unique
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "post_topics"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
  end

  relationships do
    belongs_to :post, Blog.Post, primary_key?: true, allow_nil?: false
    belongs_to :topic, Blog.Tag, primary_key?: true, allow_nil?: false
  end

  identities do
    identity :unique_post_id_topic_id, [:post_id, :topic_id]
  end
end

defmodule Blog.PostLabel do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "post_labels"
    repo Blog.Repo
  end

  multitenancy do
    strategy :attribute
    attribute :org_id
  end

  attributes do
    attribute :org_id, :uuid, allow_nil?: false, primary_key?: true
  end

  relationships do
    belongs_to :post, Blog.Post, primary_key?: true, allow_nil?: false
    belongs_to :tag, Blog.Tag, primary_key?: true, allow_nil?: false
  end
end

defmodule Blog.PostMark do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "post_marks"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :year, :integer, allow_nil?: false
  end

  relationships do
    belongs_to :post, Blog.Post, allow_nil?: false
    belongs_to :tag, Blog.Tag, allow_nil?: false
  end

  identities do
    identity :once_a_year, [:post_id, :tag_id, :year]
  end
end

defmodule Blog.PostRating do
  #       ^^^^^^^^^^^^^^^ not-unique (hint)
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "post_ratings"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :stars, :integer
  end

  relationships do
    belongs_to :post, Blog.Post, allow_nil?: false
    belongs_to :tag, Blog.Tag, allow_nil?: false
  end

  identities do
    identity :unique_post_id_tag_id, [:post_id, :tag_id]
  end
end

defmodule Blog.PostFlag do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "post_flags"
    repo Blog.Repo

    custom_indexes do
      index [:tag_id, :post_id], unique: true
    end
  end

  attributes do
    uuid_primary_key :id
  end

  relationships do
    belongs_to :post, Blog.Post, allow_nil?: false
    belongs_to :tag, Blog.Tag, allow_nil?: false
  end
end

defmodule Blog.PostNote do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer
  use Blog.Vendored

  postgres do
    table "post_notes"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
  end

  relationships do
    belongs_to :post, Blog.Post, allow_nil?: false
    belongs_to :tag, Blog.Tag, allow_nil?: false
  end
end

defmodule Blog.PostPin do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "post_pins"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
  end

  relationships do
    belongs_to :post, Blog.Post, allow_nil?: false
    belongs_to :tag, Blog.Tag, allow_nil?: false
  end
end
