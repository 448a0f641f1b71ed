defmodule Blog.Author do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  attributes do
    uuid_primary_key :id
    attribute :name, :string
  end

  relationships do
    has_one :profile, Blog.Profile
    has_many :profiles, Blog.Profile
  end

  aggregates do
    first :motto, :profile, :motto
    first :motto_of_only_one, :profiles, :motto
  end
end

defmodule Blog.Profile do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  attributes do
    uuid_primary_key :id
    attribute :motto, :string
  end

  relationships do
    belongs_to :author, Blog.Author, allow_nil?: false
  end

  identities do
    identity :one_per_author, [:author_id]
  end
end

defmodule Blog.Comment do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  attributes do
    uuid_primary_key :id
    attribute :position, :integer
    attribute :kind, :atom
    attribute :body, :string
    create_timestamp :inserted_at
  end

  relationships do
    belongs_to :post, Blog.Post
    belongs_to :author, Blog.Author
  end

  identities do
    identity :position, [:post_id, :position]
  end
end

defmodule Blog.Note do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  attributes do
    uuid_primary_key :id
    attribute :body, :string
    create_timestamp :inserted_at
  end

  preparations do
    prepare build(sort: [inserted_at: :desc])
  end

  relationships do
    belongs_to :post, Blog.Post
  end
end

defmodule Blog.Post do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "posts"
    repo Blog.Repo
    simple_join_first_aggregates [:joined_body]
  end

  attributes do
    uuid_primary_key :id
  end

  relationships do
    belongs_to :author, Blog.Author
    has_many :notes, Blog.Note
    has_many :comments, Blog.Comment
    has_many :sorted_comments, Blog.Comment, sort: [inserted_at: :desc]

    has_many :comments_by_default, Blog.Comment do
      default_sort inserted_at: :desc
    end

    has_many :top_comments, Blog.Comment do
      filter expr(position == 1)
    end

    has_many :read_comments, Blog.Comment, read_action: :newest_first
    has_many :elsewhere, Other.Comment
  end

  aggregates do
    first :author_name, :author, :name
    first :author_motto, [:author, :profile], :motto
    first :newest, :sorted_comments, :body
    first :newest_by_default, :comments_by_default, :body
    first :newest_author, [:sorted_comments, :author], :name
    first :newest_note, :notes, :body
    first :top, :top_comments, :body
    first :second, :comments, :body, filter: expr(position == 2)
    first :joined_body, :comments, :body
    first :read, :read_comments, :body
    first :other, :elsewhere, :body
    first :unknown, :unwritten, :body
    first :same_kind, :comments, :kind, filter: [kind: :reply]
    first :post, :comments, :post_id
  end
end
