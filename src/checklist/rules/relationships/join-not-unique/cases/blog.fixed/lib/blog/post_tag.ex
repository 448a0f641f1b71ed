defmodule Blog.PostTag do
  #       ^^^^^^^^^^^^ not-unique
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "post_tags"
    repo Blog.Repo

    custom_indexes do
      index [:post_id, :tag_id], using: "brin"
    end
  end

  attributes do
    uuid_primary_key :id
    timestamps()
  end

  relationships do
    belongs_to :post, Blog.Post, allow_nil?: false
    belongs_to :tag, Blog.Tag, allow_nil?: false
  end

  identities do
    identity :unique_post_id_tag_id, [:post_id, :tag_id]
  end
end
