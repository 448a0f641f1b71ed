defmodule Shop.Order.Types.Status do
  use Ash.Type.Enum, values: ["draft", "sent", "paid", "cancelled by the customer"]
end
