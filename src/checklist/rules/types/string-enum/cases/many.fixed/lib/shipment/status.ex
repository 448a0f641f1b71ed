defmodule Blog.Shipment.Status do
  use Ash.Type.Enum,
    values: [
      "announced",
      "on its way",
      "at customs",
      "out for delivery",
      "delivered",
      "returned",
      "\"lost\""
    ]
end
