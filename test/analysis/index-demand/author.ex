defmodule Blog.Author do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "authors"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :name, :string, allow_nil?: false
  end

  relationships do
    has_many :posts, Blog.Post, destination_attribute: :writer_id
  end

  actions do
    defaults [:read, :destroy, create: :*]
  end
end
