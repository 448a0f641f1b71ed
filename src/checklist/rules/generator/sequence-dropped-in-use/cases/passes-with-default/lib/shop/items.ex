defmodule Shop.Items do
  use Ash.Resource, domain: Shop, data_layer: AshPostgres.DataLayer

  postgres do
    table "items"
    repo Shop.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :number, :integer, generated?: true, allow_nil?: false
  end
end
