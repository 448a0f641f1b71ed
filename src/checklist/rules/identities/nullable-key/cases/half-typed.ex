defmodule Blog.Member do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "members"
    repo Blog.Repo
  end

  relationships do
    belongs_to :team, Blog.Team
  end

  identities do
    identity :name_per_team, [:team_id, :na
