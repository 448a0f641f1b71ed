defmodule Shop do
  use Ash.Domain

  resources do
    resource Shop.Items
  end
end
