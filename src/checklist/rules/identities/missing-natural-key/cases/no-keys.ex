defmodule Shop.Address do
  use Ash.Resource, data_layer: :embedded

  attributes do
    attribute :email, :string, allow_nil?: false
  end
end

defmodule Shop.Basket do
  use Ash.Resource, domain: Shop, data_layer: Ash.DataLayer.Ets

  attributes do
    uuid_primary_key :id
    attribute :slug, :string, allow_nil?: false
  end
end

defmodule Shop.MailEvent do
  use Ash.Resource, domain: Shop, data_layer: AshPostgres.DataLayer

  postgres do
    table "mail_events"
    repo Shop.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :email, :string, allow_nil?: false
  end
end

defmodule Shop.Supplier do
  use Ash.Resource, domain: Shop, data_layer: AshPostgres.DataLayer

  postgres do
    table "suppliers"
    repo Shop.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :email, :string
    attribute :previous_slug, :string
  end
end

defmodule Shop.Contact do
  use Ash.Resource, domain: Shop, data_layer: AshPostgres.DataLayer

  postgres do
    table "contacts"
    repo Shop.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :email, :string, allow_nil?: false
  end

  relationships do
    belongs_to :supplier, Shop.Supplier, allow_nil?: false
  end
end

defmodule Shop.Partner do
  use Ash.Resource, domain: Shop, data_layer: AshPostgres.DataLayer

  use Shop.Unknown.Macros

  postgres do
    table "partners"
    repo Shop.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :slug, :string
  end
end

defmodule Shop.LegacyProduct do
  use Ash.Resource, domain: Shop, data_layer: AshPostgres.DataLayer

  postgres do
    table "legacy_products"
    repo Shop.Repo
    migrate? false
  end

  attributes do
    uuid_primary_key :id
    attribute :sku, :string
  end
end
