defmodule Shop.Items do
  use Ash.Resource, domain: Shop, data_layer: AshPostgres.DataLayer

  postgres do
    table "items"
    repo Shop.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :name, :string
    attribute :size, :integer
  end

  identities do
    identity :a_name_that_is_much_longer_than_what_postgresql_keeps_of_names_one, [:name]
    identity :a_name_that_is_much_longer_than_what_postgresql_keeps_of_names_two, [:name, :size]
    #        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ foretold
  end
end
