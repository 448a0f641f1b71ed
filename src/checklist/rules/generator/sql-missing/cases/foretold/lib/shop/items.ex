defmodule Shop.Items do
#         ^^^^^^^^^^ foretold
  use Ash.Resource, domain: Shop, data_layer: AshPostgres.DataLayer

  postgres do
    table "items"
    repo Shop.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :name, :string, public?: true
  end

  calculations do
    calculate :lower_name, :string, expr(string_downcase(name))
  end

  identities do
    identity :lower_name, [:lower_name]
  end
end
