defmodule Blog.Rule do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "rules"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :name, :string, allow_nil?: false
    attribute :scope_id, :uuid
  end

  identities do
    identity :per_scope, [:scope_id, :name]
  end
end
