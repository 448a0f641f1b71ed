defmodule Blog.Author.Keys do
  use Spark.Dsl.Fragment, of: Ash.Resource

  identities do
    identity :unique_email, [:email]
  end
end

defmodule Blog.Author do
  use Ash.Resource,
    domain: Blog,
    data_layer: AshPostgres.DataLayer,
    fragments: [Blog.Author.Keys]

  postgres do
    table "authors"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :email, :ci_string, allow_nil?: false, public?: true
  end

  actions do
    create :sync do
      accept [:email]
      upsert? true
      upsert_identity :unique_email
    end
  end
end

defmodule Blog.Reader do
  use Ash.Resource, domain: Blog, extensions: [Blog.Unknown.Extension]

  attributes do
    uuid_primary_key :id
    attribute :email, :ci_string, allow_nil?: false, public?: true
  end

  actions do
    create :sync do
      accept [:email]
      upsert? true
      upsert_identity :from_the_extension
    end
  end
end
