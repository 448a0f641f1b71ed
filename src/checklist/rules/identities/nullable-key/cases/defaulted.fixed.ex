defmodule Blog.Setting do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "settings"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :key, :string, allow_nil?: false
    attribute :namespace, :string, default: "global", allow_nil?: false
  end

  identities do
    identity :key_in_namespace, [:key, :namespace]
    #        ^^^^^^^^^^^^^^^^^ composite
  end
end
