defmodule Shop.Order.Types.Level do
  use Ash.Type.Enum, values: ["low", "high"]
end
