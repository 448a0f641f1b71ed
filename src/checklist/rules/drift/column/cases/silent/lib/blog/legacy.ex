# The table belongs to somebody else.
defmodule Blog.Legacy do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "legacy"
    repo Blog.Repo
    migrate? false
  end

  attributes do
    uuid_primary_key :id
    attribute :title, :string
  end

  actions do
    defaults [:read, create: :*]
  end
end
