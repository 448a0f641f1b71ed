defmodule Blog.Post do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  attributes do
    uuid_primary_key :id
    attribute :likes, :integer, public?: true
    attribute :rating, :float
    attribute :fee, :decimal
    attribute :paid, Blog.Money
  end

  relationships do
    belongs_to :author, Blog.Author
  end
end

defmodule Blog.Author do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  attributes do
    uuid_primary_key :id
  end

  relationships do
    has_many :posts, Blog.Post
    has_many :friends, Blog.Author
  end

  aggregates do
    sum :likes, :posts, :likes
    #   ^^^^^^ aggregate
    sum :friends_fees, [:friends, :posts], :fee, public?: true
    #   ^^^^^^^^^^^^^ aggregate

    sum :rating, :posts, :rating do
      # ^^^^^^^ aggregate
      public? true
    end

    sum :likes_or_zero, :posts, :likes, default: 0

    sum :fees, :posts, :fee do
      default Decimal.new(0)
    end

    sum :nothing_is_nil, :posts, :likes do
      default nil
    end

    count :post_count, :posts
    avg :average_likes, :posts, :likes
    max :most_likes, :posts, :likes
  end
end
