defmodule Lodge.Accounts.Guest do
  use Ash.Resource,
    domain: Lodge.Accounts,
    data_layer: AshPostgres.DataLayer

  postgres do
    table "guests"
    repo Lodge.Repo
  end

  actions do
    defaults [:read, update: [:name]]

    create :register do
      accept [:email, :name]
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :email, :string, allow_nil?: false, public?: true
    attribute :name, :string, allow_nil?: false, public?: true
    timestamps()
  end

  relationships do
    has_many :bookings, Lodge.Stays.Booking
  end

  identities do
    identity :unique_email, [:email]
  end
end
