defmodule Shop.Sales.OrderDeliveryStatus do
  use Ash.Type.Enum, values: ["sent", "delivered"]
end
