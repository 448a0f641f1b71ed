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

    read :for_subject do
      argument :subject_type, :string
      argument :subject_id, :uuid
      filter expr(subject_type == ^arg(:subject_type) and subject_id == ^arg(:subject_id))
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :slug, :string
    attribute :token, :string
    attribute :subject_type, :string
    attribute :subject_id, :uuid
    #         ^^^^^^^^^^^ filter
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
