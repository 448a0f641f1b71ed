defmodule Blog.Member do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "members"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :name, :string, allow_nil?: false
  end

  relationships do
    belongs_to :team, Blog.Team do
      public? true
    end
  end

  identities do
    identity :name_per_team, [:team_id, :name]
    #        ^^^^^^^^^^^^^^ composite
  end
end
