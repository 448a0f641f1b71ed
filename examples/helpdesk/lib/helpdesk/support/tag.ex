defmodule Helpdesk.Support.Tag do
  use Ash.Resource,
    domain: Helpdesk.Support,
    data_layer: AshPostgres.DataLayer

  postgres do
    table "tags"
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
    defaults [:read, :destroy, update: [:name, :color]]

    create :find_or_create do
      primary? true
      accept [:name, :color]
      upsert? true
      upsert_identity :unique_tag_name
      upsert_fields [:updated_at]
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :name, :string, allow_nil?: false, public?: true

    attribute :color, :string do
      allow_nil? false
      public? true
      default "#64748b"
      constraints match: ~r/^#[0-9a-f]{6}$/
    end

    timestamps()
  end

  relationships do
    belongs_to :organization, Helpdesk.Accounts.Organization, allow_nil?: false

    many_to_many :tickets, Helpdesk.Support.Ticket do
      through Helpdesk.Support.TicketTag
    end
  end

  identities do
    identity :unique_name, [:name]
  end
end
