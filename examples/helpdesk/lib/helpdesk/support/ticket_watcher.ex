defmodule Helpdesk.Support.TicketWatcher do
  @moduledoc "Someone who is told about every reply to a ticket."

  use Ash.Resource,
    domain: Helpdesk.Support,
    data_layer: AshPostgres.DataLayer

  postgres do
    table "ticket_watchers"
    repo Helpdesk.Repo

    references do
      reference :organization, on_delete: :delete
      reference :ticket, on_delete: :delete, index?: true
      reference :user, on_delete: :delete, index?: true
    end
  end

  multitenancy do
    strategy :attribute
    attribute :organization_id
  end

  actions do
    defaults [:read, :destroy]

    create :watch do
      primary? true
      accept [:ticket_id]
      change relate_actor(:user)
    end
  end

  attributes do
    uuid_primary_key :id
    timestamps()
  end

  relationships do
    belongs_to :organization, Helpdesk.Accounts.Organization, allow_nil?: false
    belongs_to :ticket, Helpdesk.Support.Ticket, allow_nil?: false, public?: true
    belongs_to :user, Helpdesk.Accounts.User, allow_nil?: false, public?: true
  end
end
