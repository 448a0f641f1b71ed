defmodule Blog.Post do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "posts"
    repo Blog.Repo

    custom_indexes do
      index [:titel]
      #      ^^^^^^ unknown
      index ["titel"]
      #      ^^^^^^^ unknown
      index [:summary]
      #      ^^^^^^^^ source
      index [:title], include: ["auther_id", "slug"]
      #                         ^^^^^^^^^^^ unknown
      index [:title, desc: :published]
      #                    ^^^^^^^^^^ unknown
      index [:wholly_other_thing]
      #      ^^^^^^^^^^^^^^^^^^^ unknown
      index [:author_id, :slug, "abstract", :id]
      index ["lower(titel)"], name: "posts_lower_title"
      index [:search_vector], using: "gin"
    end

    custom_statements do
      statement :search do
        up "ALTER TABLE posts ADD COLUMN search_vector tsvector"
        down "ALTER TABLE posts DROP COLUMN search_vector"
      end
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :title, :string
    attribute :slug, :string
    attribute :published_at, :utc_datetime
    attribute :summary, :string, source: :abstract
  end

  relationships do
    belongs_to :author, Blog.Author
  end
end

defmodule Blog.Legacy do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "legacy"
    repo Blog.Repo
    migrate? false

    custom_indexes do
      index [:unknown]
    end
  end

  attributes do
    uuid_primary_key :id
  end
end

defmodule Blog.Open do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer
  use Vendor.Extras

  postgres do
    table "open"
    repo Blog.Repo

    custom_indexes do
      index [:unknown]
    end
  end

  attributes do
    uuid_primary_key :id
  end
end
