defmodule Blog.Post do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "posts"
    repo Blog.Repo
  end

  actions do
    read :search_bodies do
      argument :query, :ci_string
      filter expr(contains(body, ^arg(:query)))
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :body, :string, public?: true
  end
end
