defmodule Helpdesk.Support.WebhookEndpoint do
  use Helpdesk.Resource, domain: Helpdesk.Support

  postgres do
    table "webhook_endpoints"
    repo Helpdesk.Repo

    references do
      reference :organization, on_delete: :delete
    end
  end

  multitenancy do
    strategy :attribute
    attribute :organization_id
  end

  actions do
    defaults [:read, :destroy, update: [:events]]

    create :register do
      primary? true
      accept [:url, :secret, :events]
    end

    update :disable do
      accept []
      change set_attribute(:enabled, false)
    end
  end

  validations do
    validate match(:url, ~r{^https://}) do
      message "must start with https://"
    end
  end

  attributes do
    attribute :url, :string, allow_nil?: false, public?: true
    attribute :secret, :string, allow_nil?: false

    attribute :events, {:array, Helpdesk.Support.WebhookEvent} do
      allow_nil? false
      public? true
      default []
    end

    attribute :enabled, :boolean, allow_nil?: false, default: true, public?: true
  end

  relationships do
    belongs_to :organization, Helpdesk.Accounts.Organization, allow_nil?: false
  end

  identities do
    identity :unique_url, [:url]
  end
end
