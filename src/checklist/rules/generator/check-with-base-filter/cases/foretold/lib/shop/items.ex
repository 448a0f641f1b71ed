defmodule Shop.Items do
  use Ash.Resource, domain: Shop, data_layer: AshPostgres.DataLayer

  postgres do
    table "items"
    repo Shop.Repo

    base_filter_sql "gone_at IS NULL"

    check_constraints do
      check_constraint :size, "size_positive", check: "size > 1", message: "too small"
      #                ^^^^^ foretold
    end
  end

  resource do
    base_filter expr(is_nil(gone_at))
  end

  attributes do
    uuid_primary_key :id
    attribute :size, :integer
    attribute :gone_at, :utc_datetime
  end
end
