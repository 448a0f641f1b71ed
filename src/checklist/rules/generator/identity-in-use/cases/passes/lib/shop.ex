defmodule Shop do
  use Ash.Domain

  resources do
    resource Shop.Items
    resource Shop.Orders
  end
end
