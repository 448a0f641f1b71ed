defmodule Shop.Order.Types.Payment do
  use Ash.Type.Enum, values: [:card, :transfer]
end
