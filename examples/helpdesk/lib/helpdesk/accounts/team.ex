defmodule Helpdesk.Accounts.Team do
  @moduledoc "Agents who share a queue. Archived teams keep their tickets."

  use Ash.Resource,
    domain: Helpdesk.Accounts,
    data_layer: AshPostgres.DataLayer,
    extensions: [AshArchival.Resource]

  postgres do
    table "teams"
    repo Helpdesk.Repo

    references do
      reference :organization, on_delete: :delete
    end
  end

  archive do
    archive_related [:memberships]
  end

  multitenancy do
    strategy :attribute
    attribute :organization_id
  end

  actions do
    defaults [:read, create: [:name, :description], update: [:name, :description]]

    destroy :archive do
      primary? true
      require_atomic? false
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :name, :string, allow_nil?: false, public?: true
    attribute :description, :string, public?: true
    timestamps()
  end

  relationships do
    belongs_to :organization, Helpdesk.Accounts.Organization, allow_nil?: false

    has_many :memberships, Helpdesk.Accounts.TeamMembership
    has_many :tickets, Helpdesk.Support.Ticket
    has_many :sla_policies, Helpdesk.Support.SlaPolicy

    many_to_many :members, Helpdesk.Accounts.User do
      through Helpdesk.Accounts.TeamMembership
      source_attribute_on_join_resource :team_id
      destination_attribute_on_join_resource :user_id
    end
  end

  aggregates do
    count :member_count, :memberships

    sum :tracked_minutes, :tickets, :minutes_spent do
      default 0
    end
  end

  identities do
    identity :unique_name, [:name]
  end
end
