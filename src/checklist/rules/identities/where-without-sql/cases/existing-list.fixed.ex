defmodule Blog.Post do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "posts"
    repo Blog.Repo
    identity_wheres_to_sql slug_of_live: "removed_at IS NULL", title_of_live: "removed_at IS NULL"
  end

  attributes do
    uuid_primary_key :id
    attribute :slug, :string, allow_nil?: false
    attribute :title, :string, allow_nil?: false
    attribute :removed_at, :utc_datetime_usec
  end

  identities do
    identity :slug_of_live, [:slug], where: expr(is_nil(removed_at))
    identity :title_of_live, [:title], where: expr(is_nil(removed_at))
    #        ^^^^^^^^^^^^^^ missing
  end
end

defmodule Blog.Page do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "pages"
    repo Blog.Repo

    identity_wheres_to_sql(
      slug: "removed_at IS NULL",
      title: "removed_at IS NULL"
    )
  end

  attributes do
    uuid_primary_key :id
    attribute :slug, :string, allow_nil?: false
    attribute :title, :string, allow_nil?: false
    attribute :removed_at, :utc_datetime_usec
  end

  identities do
    identity :slug, [:slug], where: expr(is_nil(removed_at))
    identity :title, [:title], where: expr(is_nil(removed_at))
    #        ^^^^^^ missing
  end
end

defmodule Blog.Tag do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "tags"
    repo Blog.Repo

    identity_wheres_to_sql slug: "removed_at IS NULL",
                           title: "removed_at IS NULL",
                           name: "removed_at IS NOT NULL"
  end

  attributes do
    uuid_primary_key :id
    attribute :slug, :string, allow_nil?: false
    attribute :title, :string, allow_nil?: false
    attribute :name, :string, allow_nil?: false
    attribute :removed_at, :utc_datetime_usec
  end

  identities do
    identity :slug, [:slug], where: expr(is_nil(removed_at))
    identity :title, [:title], where: expr(is_nil(removed_at))
    identity :name, [:name], where: expr(!is_nil(removed_at))
    #        ^^^^^ missing
  end
end

defmodule Blog.Comment do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "comments"
    repo Blog.Repo

    identity_wheres_to_sql one_per_reader: "removed_at IS NULL",
                           pinned: "pin IS NOT NULL",
                           one_pin: "removed_at IS NULL AND pin > 0"
  end

  attributes do
    uuid_primary_key :id
    attribute :reader, :string, allow_nil?: false
    attribute :pin, :integer
    attribute :removed_at, :utc_datetime_usec
  end

  identities do
    identity :one_per_reader, [:reader], where: expr(is_nil(removed_at))
    identity :pinned, [:pin], where: expr(not is_nil(pin))
    identity :one_pin, [:reader, :pin], where: expr(is_nil(removed_at) && pin > 0)
    #        ^^^^^^^^ missing
  end
end
