defmodule Blog.Team do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "teams"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
  end
end

defmodule Blog.Member do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "members"
    repo Blog.Repo

    references do
      reference :team, on_delete: :nilify
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :name, :string, allow_nil?: false
  end

  relationships do
    belongs_to :team, Blog.Team
  end

  identities do
    identity :name_per_team, [:team_id, :name]
    #        ^^^^^^^^^^^^^^ composite
  end
end
