defmodule Helpdesk.Billing.Plan do
  use Helpdesk.Resource, domain: Helpdesk.Billing

  postgres do
    table "plans"
    repo Helpdesk.Repo
  end

  resource do
    description "What is on offer, the same for every organization."
  end

  actions do
    defaults [:read, create: [:code, :name, :interval, :price_per_seat, :included_seats]]

    read :on_offer do
      filter expr(is_nil(retired_on) or retired_on > today())
    end

    update :retire do
      accept [:retired_on]
      require_attributes [:retired_on]
    end
  end

  attributes do
    attribute :code, :string, allow_nil?: false, public?: true
    attribute :name, :string, allow_nil?: false, public?: true

    attribute :interval, Helpdesk.Billing.BillingInterval do
      allow_nil? false
      public? true
      default :monthly
    end

    attribute :price_per_seat, :decimal do
      allow_nil? false
      public? true
      constraints precision: 12, scale: 2, min: 0
    end

    attribute :included_seats, :integer do
      allow_nil? false
      public? true
      default 1
      constraints min: 1
    end

    attribute :retired_on, :date, public?: true
  end

  identities do
    identity :unique_code, [:code]
  end
end
