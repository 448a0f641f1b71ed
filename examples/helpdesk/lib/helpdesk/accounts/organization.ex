defmodule Helpdesk.Accounts.Organization do
  @moduledoc "A customer of the help desk, and the tenant of nearly everything else."

  use Ash.Resource,
    domain: Helpdesk.Accounts,
    data_layer: AshPostgres.DataLayer,
    authorizers: [Ash.Policy.Authorizer]

  postgres do
    table "organizations"
    repo Helpdesk.Repo
  end

  actions do
    defaults [:read, update: [:name, :billing_address]]

    create :register do
      accept [:name, :slug, :billing_address]
    end

    update :suspend do
      accept []
      change set_attribute(:suspended_at, &DateTime.utc_now/0)
    end

    update :reinstate do
      accept []
      change set_attribute(:suspended_at, nil)
    end
  end

  policies do
    policy action(:register) do
      authorize_if always()
    end

    policy action_type(:read) do
      authorize_if expr(id == ^actor(:organization_id))
    end

    policy action_type(:update) do
      forbid_unless actor_attribute_equals(:role, :admin)
      authorize_if expr(id == ^actor(:organization_id))
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :name, :string, allow_nil?: false, public?: true
    attribute :slug, Helpdesk.Types.Slug, allow_nil?: false, public?: true
    attribute :billing_address, Helpdesk.Accounts.PostalAddress, public?: true
    attribute :suspended_at, :utc_datetime_usec
    timestamps()
  end

  relationships do
    has_many :users, Helpdesk.Accounts.User
    has_many :teams, Helpdesk.Accounts.Team
    has_one :subscription, Helpdesk.Billing.Subscription
  end

  calculations do
    calculate :suspended?, :boolean, expr(not is_nil(suspended_at))
  end

  identities do
    identity :unique_slug, [:slug]
  end
end
