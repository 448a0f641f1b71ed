defmodule Helpdesk.Knowledge.Category do
  use Ash.Resource,
    domain: Helpdesk.Knowledge,
    data_layer: AshPostgres.DataLayer

  postgres do
    table "categories"
    repo Helpdesk.Repo

    references do
      reference :organization, on_delete: :delete
      reference :parent, on_delete: :nilify
    end

    custom_indexes do
      index [:parent_id, :position]
    end
  end

  multitenancy do
    strategy :attribute
    attribute :organization_id
  end

  actions do
    defaults [
      :read,
      :destroy,
      create: [:name, :slug, :position, :parent_id],
      update: [:name, :slug, :position, :parent_id]
    ]

    read :top_level do
      filter expr(is_nil(parent_id))
      prepare build(sort: [position: :asc], load: [:article_count])
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :name, :string, allow_nil?: false, public?: true
    attribute :slug, Helpdesk.Types.Slug, allow_nil?: false, public?: true
    attribute :position, :integer, allow_nil?: false, default: 0, public?: true
    timestamps()
  end

  relationships do
    belongs_to :organization, Helpdesk.Accounts.Organization, allow_nil?: false
    belongs_to :parent, __MODULE__, public?: true

    has_many :children, __MODULE__, destination_attribute: :parent_id
    has_many :articles, Helpdesk.Knowledge.Article
  end

  aggregates do
    count :article_count, :articles do
      filter expr(status == :published)
    end
  end
end
