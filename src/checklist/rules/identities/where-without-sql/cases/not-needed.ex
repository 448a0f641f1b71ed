defmodule Blog.Post do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "posts"
    repo Blog.Repo
    skip_unique_indexes [:by_hand]
    identity_wheres_to_sql slug: "removed_at IS NULL"
  end

  attributes do
    uuid_primary_key :id
    attribute :slug, :string, allow_nil?: false
    attribute :title, :string, allow_nil?: false
    attribute :removed_at, :utc_datetime_usec
  end

  identities do
    identity :slug, [:slug], where: expr(is_nil(removed_at))
    identity :by_hand, [:title], where: expr(is_nil(removed_at))
    identity :plain, [:slug, :title]
  end
end

defmodule Blog.View do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "views"
    repo Blog.Repo
    migrate? false
  end

  attributes do
    uuid_primary_key :id
    attribute :slug, :string
  end

  identities do
    identity :slug, [:slug], where: expr(not is_nil(slug))
  end
end

defmodule Blog.Draft do
  use Ash.Resource, domain: Blog, data_layer: Ash.DataLayer.Ets

  attributes do
    uuid_primary_key :id
    attribute :slug, :string
  end

  identities do
    identity :slug, [:slug], where: expr(not is_nil(slug)), pre_check?: true
  end
end

defmodule Blog.Generated do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "generated"
    repo Blog.Repo
    identity_wheres_to_sql Blog.Sql.wheres()
  end

  attributes do
    uuid_primary_key :id
    attribute :slug, :string
  end

  identities do
    identity :slug, [:slug], where: expr(not is_nil(slug))
  end
end
