defmodule Lodge.Stays.Room do
  use Ash.Resource,
    domain: Lodge.Stays,
    data_layer: AshPostgres.DataLayer

  postgres do
    table "rooms"
    repo Lodge.Repo

    references do
      reference :house, on_delete: :delete
    end
  end

  actions do
    defaults [
      :read,
      :destroy,
      create: [:house_id, :label, :beds, :nightly_rate],
      update: [:label, :beds, :nightly_rate]
    ]
  end

  attributes do
    uuid_primary_key :id
    attribute :label, :string, allow_nil?: false, public?: true

    attribute :beds, :integer do
      allow_nil? false
      public? true
      constraints min: 1, max: 12
    end

    attribute :nightly_rate, :decimal, allow_nil?: false, public?: true
    timestamps()
  end

  relationships do
    belongs_to :house, Lodge.Stays.House, allow_nil?: false, public?: true
    has_many :bookings, Lodge.Stays.Booking
  end

  identities do
    identity :unique_label, [:house_id, :label]
  end
end
