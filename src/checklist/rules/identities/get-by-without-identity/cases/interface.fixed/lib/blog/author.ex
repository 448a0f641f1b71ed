defmodule Blog.Author do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "authors"
    repo Blog.Repo
  end

  actions do
    defaults [:read]
  end

  attributes do
    uuid_primary_key :id
    attribute :email, :ci_string, allow_nil?: false
    attribute :handle, :string, allow_nil?: false
    attribute :name, :string
  end

  identities do
    identity :unique_handle, [:handle]
    identity :unique_email, [:email]
  end
end
