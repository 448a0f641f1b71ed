defmodule Blog.Post do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "posts"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :title, :string, allow_nil?: false
    #                          ^^^^^^^^^^^^^^^^^ changed

    attribute :votes, :integer, default: 1
    #                           ^^^^^^^^^^ changed

    attribute :price, :decimal, constraints: [precision: 10, scale: 2]
    #                 ^^^^^^^^ changed

    attribute :slug, :string
    #         ^^^^^ added

    attribute :same, :string, source: :same_column
  end

  actions do
    defaults [:read, create: :*]
  end
end
