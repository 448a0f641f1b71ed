defmodule Blog.Post do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "posts"
    repo Blog.Repo

    custom_indexes do
      #     ^^^^^^^^^^^^^^^^ duplicate
    end
  end

  multitenancy do
    strategy :attribute
    attribute :org_id
  end

  attributes do
    uuid_primary_key :id
    attribute :slug, :string, allow_nil?: false
    attribute :org_id, :uuid, allow_nil?: false
  end

  identities do
    identity :unique_slug, [:slug]
  end
end

defmodule Blog.Draft do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "drafts"
    repo Blog.Repo

    custom_indexes do
      index [:slug]
      index [:title], unique: true
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :slug, :string, allow_nil?: false
    attribute :title, :string
    attribute :archived_at, :utc_datetime
  end

  identities do
    identity :unique_slug, [:slug], where: expr(is_nil(archived_at))
    identity :unique_title, [:title], nils_distinct?: false
  end
end
