defmodule Blog.Post do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "posts"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :blog_id, :uuid
    attribute :title, :string
  end

  multitenancy do
# ^^^^^^^^^^^^^^^ tenancy
    strategy :attribute
    attribute :blog_id
  end

  identities do
    identity :title, [:title]
    identity :everywhere, [:title, :blog_id], all_tenants?: true
    #                                         ^^^^^^^^^^^^^^^^^^ changed
  end

  actions do
    defaults [:read, create: :*]
  end
end
