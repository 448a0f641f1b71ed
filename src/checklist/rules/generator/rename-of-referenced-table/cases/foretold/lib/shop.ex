defmodule Shop do
  use Ash.Domain

  resources do
    resource Shop.Goods
    resource Shop.Orders
  end
end
