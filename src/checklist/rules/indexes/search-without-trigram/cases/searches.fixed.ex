defmodule Blog.Post do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "posts"
    repo Blog.Repo

    custom_indexes do
      index ["body gin_trgm_ops"], name: "posts_body_trigrams", using: "GIN"
      index ["title gin_trgm_ops"], name: "posts_title_gin_index", using: "gin"
    end
  end

  actions do
    defaults [:read]

    read :search do
      argument :query, :ci_string

      filter expr(is_nil(^arg(:query)) or contains(title, ^arg(:query)))
      #                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ missing
    end

    read :both do
      argument :query, :ci_string
      filter expr(published and (contains(body, ^arg(:query)) or ilike(title, "%" <> ^arg(:query) <> "%")))
      #                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ missing
    end

    read :exactly do
      argument :query, :ci_string
      filter expr(contains(title, ^arg(:query)))
      #           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ position (hint)
    end

    read :in_body do
      argument :query, :ci_string
      filter expr(contains(body, ^arg(:query)))
      #           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unserved
    end

    read :served do
      argument :query, :ci_string
      filter expr(contains(body, ^arg(:query)))
    end

    read :mixed do
      argument :query, :ci_string
      filter expr(contains(title, ^arg(:query)) or exists(comments, contains(text, ^arg(:query))))
    end

    read :one do
      argument :query, :ci_string
      get? true
      filter expr(contains(title, ^arg(:query)))
    end

    read :beginning do
      filter expr(like(title, "Draft%"))
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :title, :string, public?: true
    attribute :body, :string, public?: true
    attribute :published, :boolean, allow_nil?: false, default: false
  end
end
