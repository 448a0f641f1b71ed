defmodule Shop.Amount do
  use Ash.Type.NewType, subtype_of: :decimal, constraints: [precision: 14, scale: 2]
end
