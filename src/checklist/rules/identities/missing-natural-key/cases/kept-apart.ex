defmodule Shop.Product do
  use Ash.Resource, domain: Shop, data_layer: AshPostgres.DataLayer

  postgres do
    table "products"
    repo Shop.Repo

    custom_indexes do
      index ["lower(handle)"], unique: true
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :sku, :string, allow_nil?: false
    attribute :handle, :string, allow_nil?: false
    attribute :slug, :string, allow_nil?: false
  end

  relationships do
    belongs_to :shop, Shop.Shop, allow_nil?: false
  end

  identities do
    identity :sku_in_shop, [:shop_id, :sku]
    identity :slug, [:slug], where: expr(not is_nil(slug))
  end
end

defmodule Shop.Country do
  use Ash.Resource, domain: Shop, data_layer: AshPostgres.DataLayer

  postgres do
    table "countries"
    repo Shop.Repo
  end

  attributes do
    attribute :slug, :string, primary_key?: true, allow_nil?: false
  end
end
