defmodule Shop.Goods do
  use Ash.Resource, domain: Shop, data_layer: AshPostgres.DataLayer

  postgres do
    table "goods"
   #^^^^^^^^^^^^^ asked (warning)
    repo Shop.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :name, :string
  end
end
