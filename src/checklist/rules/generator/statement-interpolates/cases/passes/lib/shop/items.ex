defmodule Shop.Items do
  use Ash.Resource, domain: Shop, data_layer: AshPostgres.DataLayer

  postgres do
    table "items"
    repo Shop.Repo

    custom_statements do
      statement :greeting do
        up "COMMENT ON TABLE items IS '{name}'"
        down "COMMENT ON TABLE items IS NULL"
      end
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :name, :string
  end
end
