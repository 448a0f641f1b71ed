defmodule Blog.Post do
  use Ash.Resource,
    domain: Blog,
    data_layer: AshPostgres.DataLayer,
    extensions: [AshArchival.Resource]

  postgres do
    table "posts"
    repo Blog.Repo

    migration_defaults archived_at: "nil"
  end

  attributes do
    uuid_primary_key :id
    attribute :email, :string
    attribute :slug, :string
  end

  identities do
    identity :unique_slug, [:slug], where: expr(not is_nil(email))
  end

  calculations do
    calculate :lower_slug, :string, expr(string_downcase(slug))
  end

  relationships do
    has_many :comments, Blog.Comment
  end

  aggregates do
    first :last_comment, :comments, :body
  end
end
