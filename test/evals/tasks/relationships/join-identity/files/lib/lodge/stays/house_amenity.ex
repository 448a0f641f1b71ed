defmodule Lodge.Stays.HouseAmenity do
  use Ash.Resource,
    domain: Lodge.Stays,
    data_layer: AshPostgres.DataLayer

  postgres do
    table "house_amenities"
    repo Lodge.Repo

    references do
      reference :house, on_delete: :delete
      reference :amenity, on_delete: :delete, index?: true
    end
  end

  actions do
    defaults [:read, :destroy, create: [:house_id, :amenity_id]]
  end

  attributes do
    uuid_primary_key :id
    timestamps()
  end

  relationships do
    belongs_to :house, Lodge.Stays.House, allow_nil?: false, public?: true
    belongs_to :amenity, Lodge.Stays.Amenity, allow_nil?: false, public?: true
  end
end
