defmodule Helpdesk.Support.Comment do
  @moduledoc "A reply to the customer, or a note that only agents see."

  use Ash.Resource,
    domain: Helpdesk.Support,
    data_layer: AshPostgres.DataLayer,
    authorizers: [Ash.Policy.Authorizer]

  postgres do
    table "comments"
    repo Helpdesk.Repo

    references do
      reference :organization, on_delete: :delete
      reference :ticket, on_delete: :delete
      reference :author, on_delete: :nilify, index?: true
    end

    custom_indexes do
      index [:ticket_id, :inserted_at]
    end
  end

  multitenancy do
    strategy :attribute
    attribute :organization_id
  end

  actions do
    defaults [:read, update: [:body]]

    create :reply do
      primary? true
      accept [:ticket_id, :body, :internal]
      change relate_actor(:author)
    end
  end

  policies do
    policy action_type(:read) do
      authorize_if actor_attribute_equals(:role, :admin)
      authorize_if actor_attribute_equals(:role, :agent)
      authorize_if expr(internal == false and ticket.requester_id == ^actor(:id))
    end

    policy action(:reply) do
      authorize_if actor_present()
    end

    policy action(:update) do
      authorize_if relates_to_actor_via(:author)
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :body, :string, allow_nil?: false, public?: true
    attribute :internal, :boolean, allow_nil?: false, default: false, public?: true
    timestamps()
  end

  relationships do
    belongs_to :organization, Helpdesk.Accounts.Organization, allow_nil?: false
    belongs_to :ticket, Helpdesk.Support.Ticket, allow_nil?: false, public?: true
    belongs_to :author, Helpdesk.Accounts.User, allow_nil?: false, public?: true

    has_many :attachments, Helpdesk.Support.Attachment
  end

  aggregates do
    count :attachment_count, :attachments
  end
end
