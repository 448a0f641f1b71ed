defmodule Helpdesk.Billing.Subscription do
  @moduledoc "The plan an organization is on. There is one for each organization."

  use Ash.Resource,
    domain: Helpdesk.Billing,
    data_layer: AshPostgres.DataLayer

  postgres do
    table "subscriptions"
    repo Helpdesk.Repo

    references do
      reference :organization, on_delete: :delete
      reference :plan, on_delete: :restrict, index?: true
    end
  end

  actions do
    defaults [:read]

    read :billable do
      filter expr(status in ["active", "past_due"])
    end

    create :start do
      accept [:organization_id, :plan_id, :seats, :renews_on]
    end

    update :activate do
      accept [:renews_on]
      change set_attribute(:status, "active")
    end

    update :change_seats do
      accept [:seats]
    end

    update :cancel do
      accept []
      change set_attribute(:status, "cancelled")
      change set_attribute(:cancelled_at, &DateTime.utc_now/0)
    end
  end

  validations do
    validate attribute_in(:status, ["trialing", "active", "past_due", "cancelled"])
  end

  attributes do
    uuid_primary_key :id
    attribute :status, :string, allow_nil?: false, default: "trialing", public?: true

    attribute :seats, :integer do
      allow_nil? false
      public? true
      default 1
      constraints min: 1
    end

    attribute :renews_on, :date, public?: true
    attribute :cancelled_at, :utc_datetime_usec, public?: true
    timestamps()
  end

  relationships do
    belongs_to :organization, Helpdesk.Accounts.Organization, allow_nil?: false, public?: true
    belongs_to :plan, Helpdesk.Billing.Plan, allow_nil?: false, public?: true

    has_many :invoices, Helpdesk.Billing.Invoice
  end

  calculations do
    calculate :active?, :boolean, expr(status == "active")
  end

  identities do
    identity :unique_organization, [:organization_id]
  end
end
