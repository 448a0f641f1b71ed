defmodule Blog.Shipment do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  attributes do
    uuid_primary_key :id
    attribute :status, :string, allow_nil?: false, default: "announced", public?: true
    #                  ^^^^^^^ limited
  end

  validations do
    validate one_of(:status, [
               "announced",
               "on its way",
               "at customs",
               "out for delivery",
               "delivered",
               "returned",
               "\"lost\""
             ])
  end
end
