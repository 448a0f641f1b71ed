defmodule Blog.Post do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "posts"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :title, :string
    attribute :body, :string
    #         ^^^^^ added
  end

  relationships do
    belongs_to :author, Blog.Post
  end

  identities do
    identity :title, [:title]
  end

  actions do
    defaults [:read, create: :*]
  end
end
