defmodule Helpdesk.Support.SlaPolicy do
  use Helpdesk.Resource, domain: Helpdesk.Support

  postgres do
    table "sla_policies"
    repo Helpdesk.Repo

    references do
      reference :organization, on_delete: :delete
      reference :team, on_delete: :nothing
    end
  end

  resource do
    description "How soon tickets of one priority are to be resolved, by one team or by all."
  end

  multitenancy do
    strategy :attribute
    attribute :organization_id
  end

  actions do
    defaults [
      :read,
      :destroy,
      create: [:name, :priority, :resolve_within, :team_id],
      update: [:name, :resolve_within]
    ]
  end

  attributes do
    attribute :name, :string, allow_nil?: false, public?: true

    attribute :priority, Helpdesk.Support.TicketPriority do
      allow_nil? false
      public? true
      default :normal
    end

    attribute :resolve_within, :integer do
      description "In minutes."
      allow_nil? false
      public? true
      constraints min: 1
    end
  end

  relationships do
    belongs_to :organization, Helpdesk.Accounts.Organization, allow_nil?: false
    belongs_to :team, Helpdesk.Accounts.Team, public?: true

    has_many :tickets, Helpdesk.Support.Ticket
  end

  aggregates do
    count :ticket_count, :tickets
  end

  identities do
    identity :unique_name_per_team, [:team_id, :name]
  end
end
