defmodule Shop.Items do
  use Ash.Resource, domain: Shop, data_layer: AshPostgres.DataLayer

  postgres do
    table "items"
    repo Shop.Repo
    migration_types parts: {:array, {:decimal, 8, 2}}
  end

  attributes do
    uuid_primary_key :id
    attribute :fee, :decimal, constraints: [precision: 5, scale: 4]
    attribute :total, Shop.Amount
    #         ^^^^^^ foretold (info)
    attribute :steps, {:array, :decimal}, constraints: [items: [precision: 8]]
    #         ^^^^^^ foretold (info)
    attribute :parts, {:array, :decimal}, constraints: [items: [precision: 8]]
    attribute :ratio, :decimal
    attribute :scores, {:array, :decimal}, constraints: [min_length: 1]
  end
end
