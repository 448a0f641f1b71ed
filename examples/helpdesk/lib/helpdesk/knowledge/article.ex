defmodule Helpdesk.Knowledge.Article do
  @moduledoc "An answer that is written once. Archiving one frees its address."

  use Ash.Resource,
    domain: Helpdesk.Knowledge,
    data_layer: AshPostgres.DataLayer,
    extensions: [AshArchival.Resource],
    authorizers: [Ash.Policy.Authorizer]

  postgres do
    table "articles"
    repo Helpdesk.Repo

    identity_wheres_to_sql unique_slug: "archived_at IS NULL"

    references do
      reference :organization, on_delete: :delete
      reference :category, on_delete: :nilify, index?: true
      reference :author, on_delete: :nothing, index?: true
    end

    custom_indexes do
      index [:published_at]
      index ["title gin_trgm_ops"], name: "articles_title_trgm", using: "gin", all_tenants?: true
    end
  end

  multitenancy do
    strategy :attribute
    attribute :organization_id
  end

  actions do
    defaults [:read, :destroy]

    read :published do
      filter expr(status == :published)
      prepare build(sort: [published_at: :desc])
    end

    read :search do
      argument :query, :ci_string, allow_nil?: false
      filter expr(status == :published and contains(title, ^arg(:query)))
      pagination keyset?: true, default_limit: 25
    end

    create :write do
      primary? true
      accept [:title, :slug, :body, :category_id]
      change relate_actor(:author)
    end

    update :revise do
      primary? true
      require_atomic? false
      accept [:title, :body, :category_id]
      change increment(:version)
      change Helpdesk.Knowledge.Changes.RecordRevision
    end

    update :publish do
      accept []
      validate attribute_equals(:status, :draft)
      change set_attribute(:status, :published)
      set_attribute(:published_at, &DateTime.utc_now/0)
    end

    update :withdraw do
      accept []
      change set_attribute(:status, :draft)
      change set_attribute(:published_at, nil)
    end
  end

  policies do
    policy action_type(:read) do
      authorize_if actor_attribute_equals(:role, :admin)
      authorize_if actor_attribute_equals(:role, :agent)
      authorize_if expr(status == :published)
    end

    policy action_type([:create, :update]) do
      authorize_if actor_attribute_equals(:role, :admin)
      authorize_if actor_attribute_equals(:role, :agent)
    end

    policy action_type(:destroy) do
      authorize_if actor_attribute_equals(:role, :admin)
    end
  end

  attributes do
    uuid_primary_key :id

    attribute :title, :string do
      allow_nil? false
      public? true
      constraints max_length: 160
    end

    attribute :slug, Helpdesk.Types.Slug, allow_nil?: false, public?: true
    attribute :body, :string, allow_nil?: false, public?: true

    attribute :status, Helpdesk.Knowledge.ArticleStatus do
      allow_nil? false
      public? true
      default :draft
    end

    attribute :version, :integer, allow_nil?: false, default: 1, public?: true
    attribute :published_at, :utc_datetime_usec, public?: true
    timestamps()
  end

  relationships do
    belongs_to :organization, Helpdesk.Accounts.Organization, allow_nil?: false
    belongs_to :category, Helpdesk.Knowledge.Category, public?: true
    belongs_to :author, Helpdesk.Accounts.User, allow_nil?: false, public?: true

    has_many :revisions, Helpdesk.Knowledge.ArticleRevision do
      sort version: :desc
    end
  end

  calculations do
    calculate :excerpt, :string, Helpdesk.Knowledge.Calculations.Excerpt do
      argument :length, :integer, allow_nil?: false, default: 140
    end
  end

  aggregates do
    count :revision_count, :revisions
    first :last_revised_at, :revisions, :inserted_at
  end

  identities do
    identity :unique_slug, [:slug], where: expr(is_nil(archived_at))
  end
end
