defmodule Shop.Items do
  use Ash.Resource, domain: Shop, data_layer: AshPostgres.DataLayer

  postgres do
    table "items"
    repo Shop.Repo

    base_filter_sql "gone_at IS NULL AND NOT hidden"

    check_constraints do
      check_constraint :size, "size_is_positive", check: "size > 0", message: "too small"
    end
  end

  resource do
    base_filter expr(is_nil(gone_at))
  end

  attributes do
    uuid_primary_key :id
    attribute :size, :integer
    attribute :gone_at, :utc_datetime
    attribute :hidden, :boolean
  end
end
