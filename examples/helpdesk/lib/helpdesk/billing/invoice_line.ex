defmodule Helpdesk.Billing.InvoiceLine do
  use Helpdesk.Resource, domain: Helpdesk.Billing

  postgres do
    table "invoice_lines"
    repo Helpdesk.Repo

    references do
      reference :organization, on_delete: :delete
      reference :invoice, on_delete: :delete
    end

    check_constraints do
      check_constraint :quantity, "invoice_lines_quantity_positive", message: "must be positive"
    end
  end

  multitenancy do
    strategy :attribute
    attribute :organization_id
  end

  actions do
    defaults [
      :read,
      :destroy,
      create: [:position, :description, :quantity, :unit_price, :invoice_id],
      update: [:position, :description, :quantity, :unit_price]
    ]
  end

  validations do
    validate compare(:quantity, greater_than: 0)
  end

  attributes do
    attribute :position, :integer, allow_nil?: false, public?: true
    attribute :description, :string, allow_nil?: false, public?: true
    attribute :quantity, :integer, allow_nil?: false, default: 1, public?: true
    attribute :unit_price, :float, allow_nil?: false, public?: true
  end

  relationships do
    belongs_to :organization, Helpdesk.Accounts.Organization, allow_nil?: false
    belongs_to :invoice, Helpdesk.Billing.Invoice, allow_nil?: false, public?: true
  end

  calculations do
    calculate :line_total, :decimal, expr(quantity * unit_price), public?: true
  end

  identities do
    identity :unique_position, [:invoice_id, :position]
  end
end
