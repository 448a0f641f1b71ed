defmodule Blog.Author do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "authors"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :email, :ci_string, allow_nil?: false, public?: true
    attribute :login, :string, allow_nil?: false, public?: true
  end

  actions do
    create :sync do
      accept [:email, :login]
      upsert? true
      upsert_identity :account
      #               ^^^^^^^^ unknown
    end
  end

  identities do
    identity :unique_email, [:email]
    identity :unique_login, [:login]
  end
end

defmodule Blog.Tag do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "tags"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :name, :string, allow_nil?: false, public?: true
  end

  actions do
    create :ensure do
      accept [:name]
      upsert? true
      upsert_identity :label
      #               ^^^^^^ unknown
    end
  end

  identities do
    identity :name, [:name]
  end
end
