defmodule Shop.Product do
  use Ash.Resource, domain: Shop, data_layer: AshPostgres.DataLayer

  postgres do
    table "products"
    repo Shop.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :sku, :string
  end

  identities do
    identity :sku, [:
