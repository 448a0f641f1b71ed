defmodule Blog.Author do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "authors"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :email, :ci_string, allow_nil?: false, public?: true
    attribute :name, :string, public?: true
  end

  actions do
    defaults [:read]

    create :sync do
      accept [:email, :name]
      upsert? true
      upsert_identity :uniq_email
      #               ^^^^^^^^^^^ unknown
    end

    create :import, accept: [:email], upsert?: true, upsert_identity: :unique_emails
    #                                                                 ^^^^^^^^^^^^^^ unknown

    create :register do
      accept [:email]
      upsert? true
      upsert_identity :unique_email
    end

    create :invite do
      accept [:email]
      upsert_identity :someday
    end
  end

  identities do
    identity :unique_email, [:email]
  end
end
