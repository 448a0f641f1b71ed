defmodule Helpdesk.Accounts.ApiKey do
  @moduledoc "A key for the public API. Only its hash is stored; the key itself is shown once."

  use Ash.Resource,
    domain: Helpdesk.Accounts,
    data_layer: AshPostgres.DataLayer,
    authorizers: [Ash.Policy.Authorizer]

  postgres do
    table "api_keys"
    repo Helpdesk.Repo

    references do
      reference :organization, on_delete: :delete
      reference :created_by, on_delete: :nothing, index?: true
    end
  end

  multitenancy do
    strategy :attribute
    attribute :organization_id
  end

  actions do
    defaults [:read]

    read :usable do
      filter expr(is_nil(revoked_at) and (is_nil(expires_at) or expires_at > now()))
    end

    create :issue do
      accept [:name, :expires_at]
      change relate_actor(:created_by)
      change Helpdesk.Accounts.Changes.GenerateApiKey
    end

    update :revoke do
      accept []
      change set_attribute(:revoked_at, &DateTime.utc_now/0)
    end
  end

  policies do
    policy action_type([:read, :create, :update]) do
      authorize_if actor_attribute_equals(:role, :admin)
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :name, :string, allow_nil?: false, public?: true
    attribute :prefix, :string, allow_nil?: false, writable?: false, public?: true
    attribute :key_hash, :binary, allow_nil?: false, writable?: false, sensitive?: true
    attribute :expires_at, :utc_datetime_usec, public?: true
    attribute :revoked_at, :utc_datetime_usec
    timestamps()
  end

  relationships do
    belongs_to :organization, Helpdesk.Accounts.Organization, allow_nil?: false
    belongs_to :created_by, Helpdesk.Accounts.User, allow_nil?: false
  end

  identities do
    identity :unique_prefix, [:prefix], all_tenants?: true
    identity :unique_active_name, [:name], where: expr(is_nil(revoked_at))
  end
end
