defmodule Shop.Items do
  use Ash.Resource, domain: Shop, data_layer: AshPostgres.DataLayer

  postgres do
    table "items"
    repo Shop.Repo

    custom_indexes do
      index [:name], where: "size > 10", name: "items_big_index"
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :name, :string
    attribute :size, :integer
  end
end
