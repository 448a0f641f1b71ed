defmodule Blog.Author do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "authors"
    repo Blog.Repo
    schema "people"
  end

  attributes do
    uuid_primary_key :id
  end

  actions do
    defaults [:read, create: :*]
  end
end
