defmodule Blog.Post do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "posts"
    repo Blog.Repo

    references do
      reference :author
      #                  ^^^^^^^^^^^^ unused (hint)
    end

    custom_indexes do
      #     ^^^^^^^^ redundant
      index [:title, :slug]
      index [:slug], unique: true
      #     ^^^^^^^^^^^^^^^ unused (hint)
      index [:published_at], name: "posts_published_at_all"
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :slug, :string, allow_nil?: false
    attribute :title, :string
    attribute :published_at, :utc_datetime
  end

  relationships do
    belongs_to :author, Blog.Author
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
