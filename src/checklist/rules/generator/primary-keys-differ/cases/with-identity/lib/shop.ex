defmodule Shop do
  use Ash.Domain

  resources do
    resource Shop.Items
    resource Shop.Slugs
  end
end
