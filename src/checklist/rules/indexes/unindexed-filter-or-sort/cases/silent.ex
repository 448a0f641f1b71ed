defmodule Blog.Post do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "posts"
    repo Blog.Repo

    custom_indexes do
      index [:slug]
    end
  end

  actions do
    defaults [:read]

    read :by_slug do
      argument :slug, :string
      argument :title, :string
      filter expr(slug == ^arg(:slug) and title == ^arg(:title))
    end

    read :of_author do
      argument :note, :string
      argument :author_id, :uuid
      filter expr(note == ^arg(:note) and author_id == ^arg(:author_id))
    end

    read :drafts do
      filter expr(draft == true and status == "open" and state == :new)
    end

    read :all_by_weight do
      prepare build(sort: [:weight])
    end

    read :long do
      argument :length, :integer
      pagination offset?: true
      filter expr(length > ^arg(:length))
      prepare build(sort: [:length])
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
