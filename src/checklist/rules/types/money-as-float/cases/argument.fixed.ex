defmodule Shop.Offer do
  use Ash.Resource, domain: Shop, data_layer: AshPostgres.DataLayer

  attributes do
    uuid_primary_key :id
  end

  actions do
    create :create do
      argument :unit_price, :decimal
      #                     ^^^^^^ argument (info)
    end
  end
end
