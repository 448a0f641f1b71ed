defmodule Blog.Post do
  use Ash.Resource,
    domain: Blog,
    data_layer: AshPostgres.DataLayer,
    extensions: [AshArchival.Resource]

  postgres do
    table "posts"
    repo Blog.Repo

    references do
      reference :author, on_delete: :delete
    end

    custom_indexes do
      index [:slug]
    end
  end

  archive do
    exclude_read_actions [:archived]
  end

  attributes do
    uuid_primary_key :id
    attribute :title, :string, allow_nil?: false, public?: true
    attribute :slug, :ci_string, allow_nil?: false
    attribute :status, :atom, constraints: [one_of: [:draft, :published]], allow_nil?: false
    attribute :score, :integer, allow_nil?: false
    attribute :keywords, {:array, :string}
    attribute :published_at, :utc_datetime_usec
    create_timestamp :inserted_at
  end

  relationships do
    belongs_to :author, Blog.Author, source_attribute: :writer_id

    has_many :comments, Blog.Comment do
      sort inserted_at: :asc
    end

    has_many :latest_comments, Blog.Comment do
      sort inserted_at: :desc
      limit 3
    end

    many_to_many :tags, Blog.Tag do
      through Blog.PostTag
      source_attribute_on_join_resource :post_id
      destination_attribute_on_join_resource :tag_id
    end
  end

  identities do
    identity :unique_slug, [:slug]
  end

  aggregates do
    count :comment_count, :comments

    first :latest_comment, :comments, :body do
      sort inserted_at: :desc
      filter expr(approved)
    end
  end

  calculations do
    calculate :shout, :string, fn records, _ -> Enum.map(records, &String.upcase(&1.title)) end
    calculate :folded_title, :string, expr(string_downcase(title))
  end

  actions do
    defaults [:read, :destroy, create: :*]

    read :published do
      filter expr(status == :published)
      prepare build(sort: [published_at: :desc], limit: 5)
    end

    read :of_author do
      argument :author_id, :uuid
      argument :least, :integer
      filter expr(is_nil(^arg(:author_id)) or writer_id == ^arg(:author_id))
      filter expr(score >= ^arg(:least))
    end

    read :listed do
      pagination keyset?: true, default_limit: 20
      prepare build(sort: [inserted_at: :desc])
    end

    read :by_slug do
      get_by :slug
    end

    read :search do
      argument :query, :ci_string, allow_nil?: false
      filter expr(contains(title, ^arg(:query)))
    end

    read :starting do
      argument :start, :string, allow_nil?: false
      filter expr(string_starts_with(title, ^arg(:start)))
    end

    read :tagged do
      argument :keywords, {:array, :string}
      filter expr(intersects(keywords, ^arg(:keywords)))
    end

    read :folded do
      argument :title, :string
      filter expr(folded_title == string_downcase(^arg(:title)))
    end

    read :by_author_name do
      argument :name, :string
      prepare fn query, _ -> Ash.Query.filter(query, author.name == ^arg(:name)) end
    end

    read :discussed do
      filter expr(exists(comments, approved))
    end

    read :popular do
      filter expr(comment_count > 10)
    end

    read :recent do
      filter expr(published_at > ago(7, :day))
    end

    read :archived do
      filter expr(not is_nil(archived_at))
    end

    read :scored do
      prepare Blog.Preparations.Score
    end

    read :by_hand do
      manual Blog.ReadByHand
    end

    read :shouted do
      filter expr(shout == "A")
    end
  end
end
