defmodule Helpdesk.Accounts.User do
  @moduledoc "Someone who signs in: a customer, an agent or an admin of one organization."

  use Ash.Resource,
    domain: Helpdesk.Accounts,
    data_layer: AshPostgres.DataLayer,
    authorizers: [Ash.Policy.Authorizer]

  postgres do
    table "users"
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
    defaults [:read, update: [:name, :time_zone]]

    create :invite do
      accept [:email, :name, :time_zone]
    end

    read :agents do
      filter expr(role in [:agent, :admin] and is_nil(deactivated_at))
    end

    update :change_role do
      accept []
      argument :role, Helpdesk.Accounts.UserRole, allow_nil?: false
      change set_attribute(:role, arg(:role))
    end

    update :set_capacity do
      accept [:daily_capacity]
    end

    update :deactivate do
      accept []
      change set_attribute(:deactivated_at, &DateTime.utc_now/0)
    end
  end

  policies do
    bypass actor_attribute_equals(:role, :admin) do
      authorize_if always()
    end

    policy action_type(:read) do
      authorize_if actor_attribute_equals(:role, :agent)
      authorize_if expr(id == ^actor(:id))
    end

    policy action(:update) do
      authorize_if expr(id == ^actor(:id))
    end

    policy action([:invite, :change_role, :set_capacity, :deactivate]) do
      forbid_if always()
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :email, Helpdesk.Types.EmailAddress, allow_nil?: false, public?: true
    attribute :name, :string, allow_nil?: false, public?: true

    attribute :role, Helpdesk.Accounts.UserRole do
      allow_nil? false
      public? true
      default :customer
    end

    attribute :time_zone, :string, allow_nil?: false, default: "Etc/UTC", public?: true

    attribute :daily_capacity, :integer do
      allow_nil? false
      public? true
      default 20
      constraints min: 1
    end

    attribute :deactivated_at, :utc_datetime_usec
    timestamps()
  end

  relationships do
    belongs_to :organization, Helpdesk.Accounts.Organization, allow_nil?: false

    has_many :memberships, Helpdesk.Accounts.TeamMembership

    has_many :requested_tickets, Helpdesk.Support.Ticket do
      destination_attribute :requester_id
    end

    has_many :assigned_tickets, Helpdesk.Support.Ticket do
      destination_attribute :assignee_id
    end

    many_to_many :teams, Helpdesk.Accounts.Team do
      through Helpdesk.Accounts.TeamMembership
    end
  end

  calculations do
    calculate :active?, :boolean, expr(is_nil(deactivated_at))
    calculate :workload, :float, Helpdesk.Accounts.Calculations.Workload
  end

  aggregates do
    count :open_ticket_count, :assigned_tickets do
      filter expr(status in [:open, :pending])
    end
  end

  identities do
    identity :unique_email, [:email]
  end
end
