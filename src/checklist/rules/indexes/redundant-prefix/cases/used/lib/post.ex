defmodule Blog.Post do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "posts"
    repo Blog.Repo

    custom_indexes do
      index [:title]
      index [:title, :published_at]
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :title, :string
    attribute :published_at, :utc_datetime
  end
end
