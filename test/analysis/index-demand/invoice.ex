defmodule Blog.Invoice do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "invoices"
    repo Blog.Repo
  end

  multitenancy do
    strategy :attribute
    attribute :org_id
  end

  attributes do
    uuid_primary_key :id
    attribute :org_id, :uuid, allow_nil?: false
    attribute :number, :string, allow_nil?: false
    attribute :state, :atom, constraints: [one_of: [:open, :paid]], allow_nil?: false
    attribute :due_on, :date, allow_nil?: false
  end

  identities do
    identity :unique_number, [:number]
  end

  actions do
    defaults [:read, :destroy, create: :*]

    read :open do
      filter expr(state == :open)
      prepare build(sort: :due_on, limit: 50)
    end
  end
end
