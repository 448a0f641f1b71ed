defmodule Shop.Orders do
  use Ash.Resource, domain: Shop, data_layer: AshPostgres.DataLayer

  postgres do
    table "orders"
    repo Shop.Repo

    references do
      reference :item, deferrable: true
    end
  end

  attributes do
    uuid_primary_key :id
  end

  relationships do
    belongs_to :item, Shop.Items
    #          ^^^^^ foretold
  end
end
