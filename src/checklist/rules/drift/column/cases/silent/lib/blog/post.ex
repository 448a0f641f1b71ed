defmodule Blog.Post do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "posts"
    repo Blog.Repo
    migration_types code: {:varchar, 12}
    migration_defaults total: "0"
    migration_ignore_attributes [:cache]
  end

  attributes do
    uuid_primary_key :id
    attribute :title, :string, default: Application.compile_env(:blog, :title)
    attribute :kind, Vendor.Kind
    attribute :code, :string
    attribute :total, :integer
    attribute :cache, :string
    attribute :seen_at, :utc_datetime_usec
    attribute :label, Blog.Label
  end

  actions do
    defaults [:read, create: :*]
  end
end
