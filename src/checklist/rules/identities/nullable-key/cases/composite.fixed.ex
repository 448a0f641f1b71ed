defmodule Blog.Member do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "members"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :name, :string, allow_nil?: false
    attribute :nickname, :string
    attribute :first_name, :string
    attribute :last_name, :string
    create_timestamp :joined_at
  end

  relationships do
    belongs_to :team, Blog.Team
    belongs_to :club, Blog.Club, allow_nil?: false
    belongs_to :house, Blog.House
  end

  identities do
    identity :name_per_team, [:team_id, :name], nils_distinct?: false
    #        ^^^^^^^^^^^^^^ composite
    identity :name_per_club, [:club_id, :name]
    identity :full_name, [:first_name, :last_name], nils_distinct?: false
    #        ^^^^^^^^^^ composite
    identity :one_house, [:house_id, :id] do
      #      ^^^^^^^^^^ composite
      message "lives there already"
      nils_distinct? false
    end

    identity :joined, [:id, :joined_at]
    identity :nickname, [:nickname], nils_distinct?: true
    #        ^^^^^^^^^ optional (hint)
    identity :in_team, [:team_id, :name], where: expr(not is_nil(team_id))
    identity :distinct, [:team_id, :nickname], nils_distinct?: true
  end
end
