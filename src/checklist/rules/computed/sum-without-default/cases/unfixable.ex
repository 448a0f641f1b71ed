defmodule Blog.Post do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  attributes do
    uuid_primary_key :id
    attribute :author_id, :uuid
    attribute :likes, :integer
    attribute :paid, Blog.Money
  end
end

defmodule Blog.Author do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  attributes do
    uuid_primary_key :id
    attribute :bonus, :integer, default: 0
  end

  relationships do
    has_many :posts, Blog.Post
  end

  aggregates do
    sum :paid, :posts, :paid
    #   ^^^^^ aggregate
    sum :elsewhere, :others, :likes
    #   ^^^^^^^^^^ aggregate
  end

  calculations do
    calculate :likes, :integer, expr(sum(posts, field: :likes))
    #                                ^^^ inline
    calculate :score, :integer, expr(bonus + sum(posts, field: :likes) * 2)
    #                                        ^^^ inline
    calculate :guarded, :integer, expr(bonus + (sum(posts, field: :likes) || 0))
    calculate :defaulted, :integer, expr(bonus + sum(posts, field: :likes, default: 0))
    calculate :popular?, :boolean, expr(sum(posts, field: :likes) > 10)
    calculate :checked, :integer, expr(if is_nil(sum(posts, field: :likes)), do: 0, else: bonus)
  end
end
