defmodule Shop.Items do
  use Ash.Resource, domain: Shop, data_layer: AshPostgres.DataLayer

  postgres do
    table "items"
    repo Shop.Repo
    base_filter_sql "gone_at IS NULL"
  end

  resource do
    base_filter expr(is_nil(gone_at))
  end

  attributes do
    uuid_primary_key :id
    attribute :name, :string
    attribute :gone_at, :utc_datetime
  end

  identities do
    identity :name, [:name]
  end
end
