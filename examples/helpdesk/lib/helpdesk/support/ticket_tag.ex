defmodule Helpdesk.Support.TicketTag do
  use Ash.Resource,
    domain: Helpdesk.Support,
    data_layer: AshPostgres.DataLayer

  postgres do
    table "ticket_tags"
    repo Helpdesk.Repo

    references do
      reference :organization, on_delete: :delete
      reference :ticket, on_delete: :delete
      reference :tag, on_delete: :delete, index?: true
    end
  end

  multitenancy do
    strategy :attribute
    attribute :organization_id
  end

  actions do
    defaults [:read, :destroy, create: [:ticket_id, :tag_id]]
  end

  attributes do
    create_timestamp :inserted_at
  end

  relationships do
    belongs_to :organization, Helpdesk.Accounts.Organization, allow_nil?: false
    belongs_to :ticket, Helpdesk.Support.Ticket, primary_key?: true, allow_nil?: false
    belongs_to :tag, Helpdesk.Support.Tag, primary_key?: true, allow_nil?: false
  end
end
