defmodule Shop.Page do
  use Ash.Resource, domain: Shop, data_layer: AshPostgres.DataLayer

  postgres do
    table "pages"
    repo Shop.Repo
  end

  resource do
    base_filter expr(is_nil(removed_at))
  end

  attributes do
    uuid_primary_key :id
    attribute :slug, :string, allow_nil?: false
    #         ^^^^^ unprotected
    attribute :removed_at, :utc_datetime_usec
  end
end
