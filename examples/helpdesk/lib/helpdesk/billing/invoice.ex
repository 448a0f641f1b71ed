defmodule Helpdesk.Billing.Invoice do
  use Ash.Resource,
    domain: Helpdesk.Billing,
    data_layer: AshPostgres.DataLayer,
    authorizers: [Ash.Policy.Authorizer]

  postgres do
    table "invoices"
    repo Helpdesk.Repo

    references do
      reference :organization, on_delete: :delete
      reference :subscription, on_delete: :nothing, index?: true
    end

    custom_indexes do
      index [:due_on]
    end
  end

  multitenancy do
    strategy :attribute
    attribute :organization_id
  end

  actions do
    defaults [:read]

    read :overdue do
      filter expr(status == :sent and due_on < ^Date.utc_today())
      prepare build(sort: [due_on: :asc])
    end

    create :draft do
      primary? true
      accept [:number, :due_on, :tax_amount, :subscription_id]
    end

    update :send do
      accept []
      validate attribute_equals(:status, :draft)
      change set_attribute(:status, :sent)
      change set_attribute(:sent_at, &DateTime.utc_now/0)
    end

    update :mark_paid do
      accept []
      validate attribute_equals(:status, :sent)
      change set_attribute(:status, :paid)
      change set_attribute(:paid_at, &DateTime.utc_now/0)
    end
  end

  policies do
    policy action_type([:read, :create, :update]) do
      authorize_if actor_attribute_equals(:role, :admin)
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :number, :string, allow_nil?: false, public?: true

    attribute :status, Helpdesk.Billing.InvoiceStatus do
      allow_nil? false
      public? true
      default :draft
    end

    attribute :issued_on, :date, allow_nil?: false, default: Date.utc_today(), public?: true
    attribute :due_on, :date, allow_nil?: false, public?: true

    attribute :tax_amount, :decimal do
      allow_nil? false
      public? true
      default Decimal.new("0")
      constraints precision: 12, scale: 2, min: 0
    end

    attribute :sent_at, :utc_datetime_usec, public?: true
    attribute :paid_at, :utc_datetime_usec, public?: true
    timestamps()
  end

  relationships do
    belongs_to :organization, Helpdesk.Accounts.Organization, allow_nil?: false
    belongs_to :subscription, Helpdesk.Billing.Subscription, allow_nil?: false, public?: true

    has_many :lines, Helpdesk.Billing.InvoiceLine do
      sort position: :asc
    end
  end

  calculations do
    calculate :total, :decimal, expr(subtotal + tax_amount)
  end

  aggregates do
    count :line_count, :lines
    sum :subtotal, :lines, :line_total
  end

  identities do
    identity :unique_number, [:number]
  end
end
