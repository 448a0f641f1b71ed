defmodule Blog.Post do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "posts"
    repo Blog.Repo
    base_filter_sql "gone IS NULL"
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ changed
  end

  attributes do
    uuid_primary_key :id
    attribute :title, :string
    attribute :gone, :boolean
  end

  resource do
    base_filter expr(is_nil(gone))
  end

  identities do
    identity :title, [:title]
  end

  actions do
    defaults [:read, create: :*]
  end
end
