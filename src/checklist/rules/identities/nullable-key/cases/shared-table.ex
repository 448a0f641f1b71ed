defmodule Desk.Agent do
  use Ash.Resource, domain: Desk, data_layer: AshPostgres.DataLayer

  postgres do
    table "people"
    repo Desk.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :first_name, :string
    attribute :last_name, :string
  end

  identities do
    identity :name, [:first_name, :last_name]
    #        ^^^^^ composite
  end
end

defmodule Desk.Customer do
  use Ash.Resource, domain: Desk, data_layer: AshPostgres.DataLayer

  postgres do
    table "people"
    repo Desk.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :first_name, :string
    attribute :last_name, :string
  end
end

defmodule Desk.Contact do
  use Ash.Resource, domain: Desk, data_layer: AshPostgres.DataLayer

  postgres do
    table "contacts"
    repo Desk.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :phone, :string
    attribute :street, :string
  end

  validations do
    validate present([:phone, :street], at_least: 1)
  end

  identities do
    identity :reachable, [:phone, :street]
    #        ^^^^^^^^^^ composite
  end
end
