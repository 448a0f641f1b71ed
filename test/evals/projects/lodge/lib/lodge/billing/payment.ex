defmodule Lodge.Billing.Payment do
  use Ash.Resource,
    domain: Lodge.Billing,
    data_layer: AshPostgres.DataLayer

  postgres do
    table "payments"
    repo Lodge.Repo

    references do
      reference :invoice, on_delete: :restrict, index?: true
    end
  end

  actions do
    defaults [:read, create: [:invoice_id, :amount, :received_on]]
  end

  attributes do
    uuid_primary_key :id
    attribute :amount, :decimal, allow_nil?: false, public?: true
    attribute :received_on, :date, allow_nil?: false, public?: true
    timestamps()
  end

  relationships do
    belongs_to :invoice, Lodge.Billing.Invoice, allow_nil?: false, public?: true
  end
end
