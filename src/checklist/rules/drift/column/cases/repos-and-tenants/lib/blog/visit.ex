defmodule Blog.Visit do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "visits"
    repo Blog.StatsRepo
    schema "stats"
  end

  attributes do
    uuid_primary_key :id
    attribute :path, :string
    #         ^^^^^ added
  end

  actions do
    defaults [:read, create: :*]
  end
end
