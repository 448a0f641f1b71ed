defmodule Shop.Items do
  use Ash.Resource, domain: Shop, data_layer: AshPostgres.DataLayer

  postgres do
    table "items"
    repo Shop.Repo

    check_constraints do
      check_constraint :size, "size_positive", check: "size > 1", message: "too small"
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :size, :integer
    attribute :gone_at, :utc_datetime
  end
end
