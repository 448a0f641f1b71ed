defmodule Blog.Comment do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  attributes do
    uuid_primary_key :id
    attribute :body, :string
    attribute :seen_at, :utc_datetime_usec
    create_timestamp :inserted_at
  end

  relationships do
    belongs_to :post, Blog.Post
    belongs_to :author, Blog.Author
  end
end

defmodule Blog.Author do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  attributes do
    uuid_primary_key :id
    attribute :name, :string
  end

  relationships do
    has_many :comments, Blog.Comment
  end
end

defmodule Blog.Post do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  attributes do
    uuid_primary_key :id
  end

  relationships do
    has_many :comments, Blog.Comment
  end

  aggregates do
    first :last_comment, :comments, :body
    #     ^^^^^^^^^^^^^ arbitrary
    first :first_comment, [:comments], :body
    #     ^^^^^^^^^^^^^^ arbitrary

    first :last_seen_at, :comments, :seen_at do
      #   ^^^^^^^^^^^^^ arbitrary
      public? true
      filter expr(body != "")
    end

    first :last_comment_with_sort, :comments, :body do
      sort inserted_at: :desc
    end

    first :newest, :comments, :body, sort: [inserted_at: :desc]
    list :bodies, :comments, :body
    max :last_at, :comments, :inserted_at
  end
end
