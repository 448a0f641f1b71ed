defmodule Helpdesk.Support.Ticket do
  @moduledoc "A question of a customer, from the first message to the last."

  use Ash.Resource,
    domain: Helpdesk.Support,
    data_layer: AshPostgres.DataLayer,
    extensions: [AshStateMachine],
    fragments: [Helpdesk.Support.Ticket.Policies]

  postgres do
    table "tickets"
    repo Helpdesk.Repo

    references do
      reference :organization, on_delete: :delete
      reference :requester, on_delete: :nothing
      reference :assignee, on_delete: :nilify, index?: true
      reference :team, on_delete: :nothing, index?: true
      reference :sla_policy, on_delete: :nilify, index?: true
    end

    custom_indexes do
      index [:due_at, :status]

      index ["subject gin_trgm_ops"],
        name: "tickets_subject_trgm",
        using: "gin",
        all_tenants?: true
    end

    check_constraints do
      check_constraint :minutes_spent, "tickets_minutes_spent_not_negative",
        check: "minutes_spent >= 0",
        message: "must not be negative"
    end
  end

  state_machine do
    state_attribute :status
    initial_states [:open]
    default_initial_state :open

    transitions do
      transition :wait_for_customer, from: :open, to: :pending
      transition :resume, from: :pending, to: :open
      transition :resolve, from: [:open, :pending], to: :resolved
      transition :close, from: :resolved, to: :closed
      transition :reopen, from: :resolved, to: :open
    end
  end

  multitenancy do
    strategy :attribute
    attribute :organization_id
  end

  actions do
    defaults [:read]

    read :inbox do
      filter expr(status in [:open, :pending])
      filter expr(is_nil(snoozed_until) or snoozed_until < now())
      prepare build(sort: [due_at: :asc], load: [:reference, :comment_count])
      pagination keyset?: true, default_limit: 50
    end

    read :overdue do
      filter expr(due_at < now() and status in [:open, :pending])
      prepare build(sort: [due_at: :asc])
    end

    read :search do
      argument :query, :ci_string, allow_nil?: false
      filter expr(contains(subject, ^arg(:query)))
      pagination keyset?: true, default_limit: 25
    end

    create :open do
      primary? true
      accept [:subject, :description, :priority, :channel, :team_id]
      argument :tag_ids, {:array, :uuid}, default: []

      change relate_actor(:requester)
      change manage_relationship(:tag_ids, :tags, type: :append_and_remove)
      change Helpdesk.Support.Changes.ApplySlaPolicy
    end

    update :update do
      primary? true
      accept [:subject, :description, :priority, :snoozed_until]
    end

    update :assign do
      require_atomic? false
      accept [:assignee_id, :team_id]
      validate Helpdesk.Support.Validations.AssigneeOnTeam
    end

    update :track_time do
      accept []
      argument :minutes, :integer, allow_nil?: false, constraints: [min: 1]
      change atomic_update(:minutes_spent, expr(minutes_spent + ^arg(:minutes)))
    end

    update :escalate do
      accept []
      change set_attribute(:priority, :urgent)
      change set_attribute(:escalated, true)
    end

    update :wait_for_customer do
      accept []
      change transition_state(:pending)
    end

    update :resume do
      accept []
      change transition_state(:open)
    end

    update :resolve do
      accept [:resolution]
      validate present(:resolution)
      change transition_state(:resolved)
      change set_attribute(:resolved_at, DateTime.utc_now())
    end

    update :close do
      accept []
      change transition_state(:closed)
      change set_attribute(:closed_at, &DateTime.utc_now/0)
    end

    update :reopen do
      accept []
      change transition_state(:open)
      change set_attribute(:resolved_at, nil)
    end
  end

  attributes do
    uuid_primary_key :id

    attribute :number, :integer do
      allow_nil? false
      writable? false
      public? true
      generated? true
    end

    attribute :subject, :string do
      allow_nil? false
      public? true
      constraints max_length: 200
    end

    attribute :description, :string, allow_nil?: false, public?: true

    attribute :status, Helpdesk.Support.TicketStatus do
      allow_nil? false
      writable? false
      public? true
      default :open
    end

    attribute :priority, Helpdesk.Support.TicketPriority do
      allow_nil? false
      public? true
      default :normal
    end

    attribute :channel, :atom, allow_nil?: false, default: :portal, public?: true
    attribute :escalated, :boolean, allow_nil?: false, default: false, public?: true
    attribute :minutes_spent, :integer, allow_nil?: false, default: 0, public?: true
    attribute :resolution, :string, public?: true
    attribute :due_at, :utc_datetime_usec, public?: true
    attribute :snoozed_until, :utc_datetime_usec, public?: true
    attribute :resolved_at, :utc_datetime_usec, public?: true
    attribute :closed_at, :utc_datetime_usec, public?: true
    timestamps()
  end

  relationships do
    belongs_to :organization, Helpdesk.Accounts.Organization, allow_nil?: false
    belongs_to :requester, Helpdesk.Accounts.User, allow_nil?: false, public?: true
    belongs_to :assignee, Helpdesk.Accounts.User, public?: true
    belongs_to :team, Helpdesk.Accounts.Team, public?: true
    belongs_to :sla_policy, Helpdesk.Support.SlaPolicy, public?: true

    has_many :comments, Helpdesk.Support.Comment
    has_one :survey, Helpdesk.Support.SatisfactionSurvey

    many_to_many :tags, Helpdesk.Support.Tag do
      through Helpdesk.Support.TicketTag
      public? true
    end

    many_to_many :watchers, Helpdesk.Accounts.User do
      through Helpdesk.Support.TicketWatcher
    end
  end

  calculations do
    calculate :reference, :string, Helpdesk.Support.Calculations.Reference
    calculate :minutes_to_first_reply, :integer, Helpdesk.Support.Calculations.FirstReplyTime

    calculate :overdue?,
              :boolean,
              expr(status in [:open, :pending] and not is_nil(due_at) and due_at < now())
  end

  aggregates do
    count :comment_count, :comments

    first :last_comment_body, :comments, :body

    first :first_reply_at, :comments, :inserted_at do
      filter expr(internal == false)
      sort inserted_at: :asc
    end

    list :tag_names, :tags, :name
  end
end
