defmodule Lodge.Stays.Amenity do
  use Ash.Resource,
    domain: Lodge.Stays,
    data_layer: AshPostgres.DataLayer

  postgres do
    table "amenities"
    repo Lodge.Repo
  end

  actions do
    defaults [:read, :destroy, create: [:name], update: [:name]]
  end

  attributes do
    uuid_primary_key :id
    attribute :name, :string, allow_nil?: false, public?: true
    timestamps()
  end

  identities do
    identity :unique_name, [:name]
  end
end
