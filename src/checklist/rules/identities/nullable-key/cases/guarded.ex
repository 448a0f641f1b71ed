defmodule Shop.Order do
  use Ash.Resource, domain: Shop, data_layer: AshPostgres.DataLayer

  postgres do
    table "orders"
    repo Shop.Repo
    skip_unique_indexes [:skipped]

    check_constraints do
      check_constraint :buyer_id, "has_buyer", check: "buyer_id IS NOT NULL OR guest"
    end
  end

  multitenancy do
    strategy :attribute
    attribute :shop_id
  end

  attributes do
    uuid_primary_key :id
    attribute :number, :integer, allow_nil?: false
    attribute :currency, :string
    attribute :guest, :boolean, allow_nil?: false
  end

  relationships do
    belongs_to :shop, Shop.Shop
    belongs_to :buyer, Shop.Buyer
    belongs_to :cart, Shop.Cart
  end

  validations do
    validate present(:currency)
  end

  identities do
    identity :tenant, [:shop_id, :number]
    identity :validated, [:currency, :number]
    identity :checked, [:buyer_id, :number]
    identity :skipped, [:cart_id, :number]
  end
end

defmodule Shop.Draft do
  use Ash.Resource, domain: Shop, data_layer: Ash.DataLayer.Ets

  attributes do
    uuid_primary_key :id
    attribute :name, :string, allow_nil?: false
  end

  relationships do
    belongs_to :shop, Shop.Shop
  end

  identities do
    identity :name, [:shop_id, :name], pre_check?: true
  end
end

defmodule Shop.LegacyOrder do
  use Ash.Resource, domain: Shop, data_layer: AshPostgres.DataLayer

  postgres do
    table "legacy_orders"
    repo Shop.Repo
    migrate? false
  end

  attributes do
    uuid_primary_key :id
    attribute :number, :integer, allow_nil?: false
  end

  relationships do
    belongs_to :shop, Shop.Shop
  end

  identities do
    identity :number, [:shop_id, :number]
  end
end
