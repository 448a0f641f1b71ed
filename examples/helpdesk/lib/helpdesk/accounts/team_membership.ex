defmodule Helpdesk.Accounts.TeamMembership do
  use Helpdesk.Resource, domain: Helpdesk.Accounts

  postgres do
    table "team_memberships"
    repo Helpdesk.Repo

    references do
      reference :organization, on_delete: :delete
      reference :team, on_delete: :delete
      reference :user, on_delete: :delete, index?: true
    end
  end

  multitenancy do
    strategy :attribute
    attribute :organization_id
  end

  actions do
    defaults [:read, :destroy, update: [:lead]]

    create :add do
      primary? true
      accept [:team_id, :user_id, :lead]
      upsert? true
      upsert_identity :unique_member
      upsert_fields [:lead, :updated_at]
    end
  end

  attributes do
    attribute :lead, :boolean, allow_nil?: false, default: false, public?: true
  end

  relationships do
    belongs_to :organization, Helpdesk.Accounts.Organization, allow_nil?: false
    belongs_to :team, Helpdesk.Accounts.Team, allow_nil?: false, public?: true
    belongs_to :user, Helpdesk.Accounts.User, allow_nil?: false, public?: true
  end

  identities do
    identity :unique_member, [:team_id, :user_id]
  end
end
