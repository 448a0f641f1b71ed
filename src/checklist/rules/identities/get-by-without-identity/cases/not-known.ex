defmodule Shop.Draft do
  use Ash.Resource, domain: Shop, data_layer: Ash.DataLayer.Ets

  attributes do
    uuid_primary_key :id
    attribute :number, :integer
  end

  actions do
    read :by_number do
      get_by :number
    end
  end
end

defmodule Shop.LegacyOrder do
  use Ash.Resource, domain: Shop, data_layer: AshPostgres.DataLayer

  postgres do
    table "legacy_orders"
    repo Shop.Repo
    migrate? false
  end

  attributes do
    uuid_primary_key :id
    attribute :number, :integer
  end

  actions do
    read :by_number do
      get_by :number
    end
  end
end
