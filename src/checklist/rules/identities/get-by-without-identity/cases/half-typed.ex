defmodule Shop.Order do
  use Ash.Resource, domain: Shop, data_layer: AshPostgres.DataLayer

  postgres do
    table "orders"
    repo Shop.Repo
  end

  actions do
    read :by_number do
      get_by :number
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :number, :integer
  end

  identities do
    identity :number, [:num
