# Codegen sees the resources of domains only.
defmodule Blog.Alone do
  use Ash.Resource, domain: nil, data_layer: AshPostgres.DataLayer

  postgres do
    table "alone"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :title, :string
  end

  actions do
    defaults [:read, create: :*]
  end
end
