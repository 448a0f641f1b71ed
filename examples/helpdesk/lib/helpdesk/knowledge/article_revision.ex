defmodule Helpdesk.Knowledge.ArticleRevision do
  use Ash.Resource,
    domain: Helpdesk.Knowledge,
    data_layer: AshPostgres.DataLayer

  postgres do
    table "article_revisions"
    repo Helpdesk.Repo

    references do
      reference :organization, on_delete: :delete
      reference :article, on_delete: :nothing
      reference :editor, on_delete: :nothing
    end
  end

  multitenancy do
    strategy :attribute
    attribute :organization_id
  end

  actions do
    defaults [:read]

    create :record do
      accept [:article_id, :version, :title, :body]
      change relate_actor(:editor)
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :version, :integer, allow_nil?: false, public?: true
    attribute :title, :string, allow_nil?: false, public?: true
    attribute :body, :string, allow_nil?: false, public?: true
    create_timestamp :inserted_at
  end

  relationships do
    belongs_to :organization, Helpdesk.Accounts.Organization, allow_nil?: false
    belongs_to :article, Helpdesk.Knowledge.Article, allow_nil?: false, public?: true
    belongs_to :editor, Helpdesk.Accounts.User, allow_nil?: false, public?: true
  end

  identities do
    identity :unique_version, [:article_id, :version]
  end
end
