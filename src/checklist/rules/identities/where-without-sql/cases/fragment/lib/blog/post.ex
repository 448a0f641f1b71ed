defmodule Blog.Post do
  use Ash.Resource,
    domain: Blog,
    data_layer: AshPostgres.DataLayer,
    fragments: [Blog.Post.Storage]

  attributes do
    uuid_primary_key :id
    attribute :slug, :string, allow_nil?: false
    attribute :removed_at, :utc_datetime_usec
  end

  identities do
    identity :slug, [:slug], where: expr(is_nil(removed_at))
    #        ^^^^^ missing
  end
end
