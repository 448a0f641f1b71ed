defmodule Shop.Items do
  use Ash.Resource, domain: Shop, data_layer: AshPostgres.DataLayer

  postgres do
    table "items"
   #^^^^^^^^^^^^^ foretold
    repo Shop.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :slug, :string, allow_nil?: false
  end
end
