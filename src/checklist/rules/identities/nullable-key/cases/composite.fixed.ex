defmodule Blog.Member do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  attributes do
    uuid_primary_key :id
    attribute :name, :string, allow_nil?: false
    attribute :nickname, :string
    create_timestamp :joined_at
  end

  relationships do
    belongs_to :team, Blog.Team
    belongs_to :club, Blog.Club, allow_nil?: false
  end

  identities do
    identity :name_per_team, [:team_id, :name], nils_distinct?: false
    #        ^^^^^^^^^^^^^^ composite
    identity :name_per_club, [:club_id, :name]
    identity :joined, [:id, :joined_at]
    identity :nickname, [:nickname], nils_distinct?: false
    #        ^^^^^^^^^ single (hint)
    identity :in_team, [:team_id, :name], where: expr(not is_nil(team_id))
    identity :distinct, [:team_id, :nickname], nils_distinct?: true
  end
end
