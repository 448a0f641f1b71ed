defmodule Blog.Post do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "posts"
    repo Blog.Repo

    custom_indexes do
      index ["title gin_trgm_ops"], name: "posts_title_gin_index", using: "gin"
    end
  end

  actions do
    read :search do
      argument :query, :ci_string
      filter expr(contains(title, ^arg(:query)))
      #           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ measured (warning)
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :title, :string, public?: true
  end
end
