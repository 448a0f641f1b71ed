defmodule Helpdesk.Support.BlockedSender do
  @moduledoc "An address whose mail no longer becomes tickets."

  use Ash.Resource,
    domain: Helpdesk.Support,
    data_layer: AshPostgres.DataLayer

  postgres do
    table "blocked_senders"
    repo Helpdesk.Repo

    references do
      reference :organization, on_delete: :delete
      reference :blocked_by, on_delete: :nilify, index?: true
    end
  end

  multitenancy do
    strategy :attribute
    attribute :organization_id
  end

  actions do
    defaults [:read, :destroy]

    create :block do
      accept [:email, :reason]
      upsert? true
      upsert_identity :unique_email
      upsert_fields [:reason, :updated_at]
      change relate_actor(:blocked_by)
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :email, :ci_string, allow_nil?: false, public?: true
    attribute :reason, :string, public?: true
    timestamps()
  end

  relationships do
    belongs_to :organization, Helpdesk.Accounts.Organization, allow_nil?: false
    belongs_to :blocked_by, Helpdesk.Accounts.User
  end

  identities do
    identity :unique_email, [:email]
  end
end
