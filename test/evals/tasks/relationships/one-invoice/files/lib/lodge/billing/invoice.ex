defmodule Lodge.Billing.Invoice do
  use Ash.Resource,
    domain: Lodge.Billing,
    data_layer: AshPostgres.DataLayer

  postgres do
    table "invoices"
    repo Lodge.Repo

    references do
      reference :booking, on_delete: :restrict
    end
  end

  actions do
    defaults [:read]

    create :draft do
      accept [:booking_id, :number, :total]
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :number, :string, allow_nil?: false, public?: true
    attribute :total, :decimal, allow_nil?: false, public?: true
    timestamps()
  end

  relationships do
    belongs_to :booking, Lodge.Stays.Booking, allow_nil?: false, public?: true
    has_many :payments, Lodge.Billing.Payment
  end

  identities do
    identity :unique_number, [:number]
  end
end
