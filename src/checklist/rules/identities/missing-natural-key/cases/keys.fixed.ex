defmodule Shop.Product do
  use Ash.Resource, domain: Shop, data_layer: AshPostgres.DataLayer

  postgres do
    table "products"
    repo Shop.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :sku, :string, allow_nil?: false
    #         ^^^^ unprotected
  end

  identities do
    identity :unique_sku, [:sku]
  end
end

defmodule Shop.User do
  use Ash.Resource, domain: Shop, data_layer: AshPostgres.DataLayer

  postgres do
    table "users"
    repo Shop.Repo
  end

  attributes do
    uuid_primary_key :id

    attribute :email, :ci_string do
      #       ^^^^^^ unprotected
      allow_nil? false
    end
  end

  identities do
    identity :unique_email, [:email]
  end
end

defmodule Shop.Category do
  use Ash.Resource, domain: Shop, data_layer: AshPostgres.DataLayer

  postgres do
    table "categories"
    repo Shop.Repo
  end

  multitenancy do
    strategy :attribute
    attribute :shop_id
  end

  attributes do
    uuid_primary_key :id
    attribute :slug, :string
    #         ^^^^^ unprotected
  end

  relationships do
    belongs_to :shop, Shop.Shop, allow_nil?: false
    belongs_to :parent, Shop.Category
  end

  identities do
    identity :unique_slug, [:slug], nils_distinct?: true
  end
end
