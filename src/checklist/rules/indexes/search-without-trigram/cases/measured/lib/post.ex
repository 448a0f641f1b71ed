defmodule Blog.Post do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "posts"
    repo Blog.Repo
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
