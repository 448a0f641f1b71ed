defmodule Blog.Site do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "sites"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
  end

  relationships do
    has_one :theme, Blog.Theme
    has_one :menu, Blog.Menu
    #       ^^^^^ not-unique
    has_one :banner, Blog.Banner, from_many?: true, sort: [inserted_at: :desc]
    #       ^^^^^^^ not-unique
  end
end

defmodule Blog.Theme do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "themes"
    repo Blog.Repo
  end

  multitenancy do
    strategy :attribute
    attribute :org_id
  end

  actions do
    defaults [:read, create: :*]
  end

  attributes do
    uuid_primary_key :id
    attribute :org_id, :uuid, allow_nil?: false
  end

  relationships do
    belongs_to :site, Blog.Site, allow_nil?: false
  end

  identities do
    identity :site, [:site_id]
  end
end

defmodule Blog.Menu do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "menus"
    repo Blog.Repo
  end

  multitenancy do
    strategy :attribute
    attribute :org_id
  end

  actions do
    defaults [:read, create: :*]
  end

  attributes do
    uuid_primary_key :id
    attribute :org_id, :uuid, allow_nil?: false
    attribute :language, :string, allow_nil?: false
  end

  relationships do
    belongs_to :site, Blog.Site, allow_nil?: false
  end

  identities do
    identity :language, [:site_id, :language]
    identity :unique_site_id, [:site_id]
  end
end

defmodule Blog.Banner do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "banners"
    repo Blog.Repo
  end

  resource do
    base_filter expr(is_nil(removed_at))
  end

  actions do
    defaults [:read, create: :*]
  end

  attributes do
    uuid_primary_key :id
    attribute :removed_at, :utc_datetime
    timestamps()
  end

  relationships do
    belongs_to :site, Blog.Site, allow_nil?: false
  end
end
