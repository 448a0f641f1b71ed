defmodule Blog.Post do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "posts"
    repo Blog.Repo

    references do
      reference :author
      #                  ^^^^^^^^^^^^ duplicate
    end

    custom_indexes do
      #     ^^^^^^^ duplicate
      #     ^^^^^ duplicate
      index [:title, :slug], name: "posts_first"
      #     ^^^^^^^^^^^^^^^ duplicate
      index [:author_id], unique: true
      index ["lower(title)"], name: "posts_lower_first", where: "slug IS NOT NULL"
      #     ^^^^^^^^^^^^^^^^ duplicate
      index [:slug], name: "posts_slug_hash", using: "hash"
      index [:title, :slug], name: "posts_desc", where: "slug IS NOT NULL"
      index [:slug], name: "posts_slug_with_title", include: ["title"]
      index [desc: :slug], name: "posts_slug_desc"
      index [:slug], name: "posts_other_schema", prefix: "archive"
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :slug, :string, allow_nil?: false
    attribute :title, :string
  end

  relationships do
    belongs_to :author, Blog.Author
  end

  identities do
    identity :unique_slug, [:slug]
  end
end

defmodule Blog.Author do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "authors"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
  end
end
