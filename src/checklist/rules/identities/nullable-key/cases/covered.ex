defmodule Blog.Rule do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "rules"
    repo Blog.Repo
    identity_wheres_to_sql global: "team_id IS NULL"

    custom_indexes do
      index [:name], unique: true, where: "scope_id IS NULL"
      index ["coalesce(club_id, id)", "name"], unique: true
      index [:house_id, :name], unique: true, nulls_distinct: false
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :name, :string, allow_nil?: false
    attribute :scope_id, :uuid
    attribute :team_id, :uuid
    attribute :club_id, :uuid
    attribute :house_id, :uuid
  end

  identities do
    identity :per_scope, [:scope_id, :name]
    identity :per_team, [:team_id, :name]
    identity :global, [:name], where: expr(is_nil(team_id))
    identity :per_club, [:club_id, :name]
    identity :per_house, [:house_id, :name]
  end
end

defmodule Blog.Reader do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "readers"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
  end

  relationships do
    has_one :card, Blog.Card
  end
end

defmodule Blog.Card do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "cards"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
  end

  relationships do
    belongs_to :reader, Blog.Reader
  end

  identities do
    # Any number of cards belong to nobody yet.
    identity :reader, [:reader_id]
  end
end
