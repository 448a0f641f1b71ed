defmodule Lodge.Billing.Invoice do
  use Ash.Resource,
    domain: Lodge.Billing,
    data_layer: AshPostgres.DataLayer

  postgres do
    table "invoices"
    repo Lodge.Repo

    references do
      reference :guest, on_delete: :restrict, index?: true
    end
  end

  actions do
    defaults [:read]

    create :draft do
      accept [:guest_id, :number, :total]
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :number, :string, allow_nil?: false, public?: true
    attribute :total, :decimal, allow_nil?: false, public?: true
    timestamps()
  end

  relationships do
    belongs_to :guest, Lodge.Accounts.Guest, allow_nil?: false, public?: true
    has_many :payments, Lodge.Billing.Payment
  end

  calculations do
    calculate :paid, :decimal, Lodge.Billing.Calculations.Paid, public?: true
  end

  identities do
    identity :unique_number, [:number]
  end
end
