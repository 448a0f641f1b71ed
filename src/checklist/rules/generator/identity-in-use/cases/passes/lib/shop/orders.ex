defmodule Shop.Orders do
  use Ash.Resource, domain: Shop, data_layer: AshPostgres.DataLayer

  postgres do
    table "orders"
    repo Shop.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :item_code, :string
  end
end
