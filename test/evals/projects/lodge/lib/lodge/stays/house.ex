defmodule Lodge.Stays.House do
  use Ash.Resource,
    domain: Lodge.Stays,
    data_layer: AshPostgres.DataLayer

  postgres do
    table "houses"
    repo Lodge.Repo
  end

  actions do
    defaults [:read, :destroy, create: [:name, :slug], update: [:name, :slug]]
  end

  attributes do
    uuid_primary_key :id
    attribute :name, :string, allow_nil?: false, public?: true
    attribute :slug, :string, allow_nil?: false, public?: true
    timestamps()
  end

  relationships do
    has_many :rooms, Lodge.Stays.Room
  end

  identities do
    identity :unique_slug, [:slug]
  end
end
