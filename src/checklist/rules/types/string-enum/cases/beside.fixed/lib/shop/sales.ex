defmodule Shop.Sales.Order do
  use Ash.Resource, domain: Shop.Sales, data_layer: AshPostgres.DataLayer

  attributes do
    uuid_primary_key :id
    attribute :payment, Shop.Sales.OrderPayment
    attribute :delivery_status, Shop.Sales.OrderDeliveryStatus
    #                           ^^^^^^^ limited
  end

  validations do
    validate one_of(:delivery_status, ["sent", "delivered"])
  end
end

defmodule Shop.Sales.OrderPayment do
  use Ash.Type.Enum, values: [:card, :transfer]
end
