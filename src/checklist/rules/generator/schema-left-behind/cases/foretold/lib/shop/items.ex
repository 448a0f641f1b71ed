defmodule Shop.Items do
  use Ash.Resource, domain: Shop, data_layer: AshPostgres.DataLayer

  postgres do
    table "items"
   #^^^^^^^^^^^^^ foretold
    repo Shop.Repo
    schema "store"
  end

  attributes do
    uuid_primary_key :id
  end
end
