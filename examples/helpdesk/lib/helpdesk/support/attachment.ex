defmodule Helpdesk.Support.Attachment do
  use Helpdesk.Resource, domain: Helpdesk.Support

  postgres do
    table "attachments"
    repo Helpdesk.Repo

    references do
      reference :organization, on_delete: :delete
      reference :comment, on_delete: :delete, index?: true
      reference :uploader, on_delete: :nothing, index?: true
    end
  end

  multitenancy do
    strategy :attribute
    attribute :organization_id
  end

  actions do
    defaults [:read, :destroy]

    create :attach do
      primary? true
      accept [:file_name, :content_type, :size_in_bytes, :storage_key, :comment_id]
      change relate_actor(:uploader)
    end
  end

  attributes do
    attribute :file_name, :string, allow_nil?: false, public?: true
    attribute :content_type, :string, allow_nil?: false, public?: true
    attribute :size_in_bytes, :integer, allow_nil?: false, public?: true
    attribute :storage_key, :string, allow_nil?: false
    attribute :uploader_id, :uuid, public?: true
  end

  relationships do
    belongs_to :organization, Helpdesk.Accounts.Organization, allow_nil?: false
    belongs_to :comment, Helpdesk.Support.Comment, allow_nil?: false, public?: true
    belongs_to :uploader, Helpdesk.Accounts.User, allow_nil?: false, public?: true
  end

  identities do
    identity :unique_storage_key, [:storage_key], all_tenants?: true
  end
end
