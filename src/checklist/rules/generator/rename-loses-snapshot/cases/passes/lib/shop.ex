defmodule Shop do
  use Ash.Domain

  resources do
    resource Shop.Goods
  end
end
