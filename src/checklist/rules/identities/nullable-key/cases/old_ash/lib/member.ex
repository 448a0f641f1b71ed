defmodule Blog.Member do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "members"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :name, :string, allow_nil?: false
    attribute :nickname, :string
    attribute :scope_id, :uuid
  end

  identities do
    identity :name_in_scope, [:scope_id, :name]
    #        ^^^^^^^^^^^^^^ composite
    identity :nickname, [:nickname]
  end
end
