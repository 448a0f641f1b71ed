defmodule Shop.Items do
  use Ash.Resource, domain: Shop, data_layer: AshPostgres.DataLayer

  postgres do
    table "items"
    repo Shop.Repo

    custom_indexes do
      index [{:desc, :name}, {:asc, :id}], name: "items_by_name"
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :name, :string
  end
end
