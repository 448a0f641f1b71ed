defmodule Shop.Items do
  use Ash.Resource, domain: Shop, data_layer: AshPostgres.DataLayer

  postgres do
    table "items"
    repo Shop.Repo

    custom_indexes do
      index [:name]
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :name, :string
  end

  identities do
    identity :name, [:name]
    #        ^^^^^ foretold
  end
end
