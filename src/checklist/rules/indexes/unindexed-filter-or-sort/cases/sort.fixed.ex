defmodule Blog.Post do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "posts"
    repo Blog.Repo

    custom_indexes do
      index [:slug]
      index [:published_at]
    end
  end

  actions do
    defaults [:read]

    read :latest do
      pagination keyset?: true, default_limit: 20
      prepare build(sort: [published_at: :desc])
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :slug, :string
    attribute :token, :string
    attribute :subject_type, :string
    attribute :subject_id, :uuid
    attribute :title, :string
    attribute :note, :string
    attribute :draft, :boolean
    attribute :status, :string
    attribute :state, :atom, constraints: [one_of: [:new, :old]]
    attribute :published_at, :utc_datetime
    #         ^^^^^^^^^^^^^ sort (hint)
    attribute :weight, :integer
    attribute :length, :integer
  end

  relationships do
    belongs_to :author, Blog.Author
  end
end

defmodule Blog.Author do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "authors"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
  end
end
