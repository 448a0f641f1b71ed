defmodule Blog.Post do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "posts"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :slug, :string, allow_nil?: false
    attribute :removed_at, :utc_datetime_usec
  end

  identities do
    identity :long_slug, [:slug], where: expr(string_length(slug) > 3)
    #        ^^^^^^^^^^ missing
    identity :future, [:slug], where: expr(is_nil(removed_at) or removed_at > now())
    #        ^^^^^^^ missing
  end
end
