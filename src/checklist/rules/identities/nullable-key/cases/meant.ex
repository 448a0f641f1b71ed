defmodule Blog.Setting do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "settings"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :key, :string, allow_nil?: false

    attribute :scope_id, :uuid do
      allow_nil? true
    end

    attribute :owner_id, :uuid
  end

  relationships do
    belongs_to :team, Blog.Team, allow_nil?: true
  end

  identities do
    identity :per_scope, [:scope_id, :key]
    #        ^^^^^^^^^^ optional (hint)
    identity :per_team, [:team_id, :key]
    #        ^^^^^^^^^ optional (hint)

    # Those without an owner are checked before they are saved:
    # NULLs never collide here.
    identity :per_owner, [:owner_id, :key]
    #        ^^^^^^^^^^ optional (hint)
  end
end

defmodule Blog.Choice do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "choices"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :key, :string, allow_nil?: false
    attribute :owner_id, :uuid
  end

  # A nil owner stands for everybody, and then there may be several.
  identities do
    identity :per_owner, [:owner_id, :key]
    #        ^^^^^^^^^^ optional (hint)
  end
end

defmodule Blog.Revision do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "revisions"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :key, :string, allow_nil?: false
    attribute :revision, :integer, allow_nil?: false
    # A nil owner stands for everybody.
    attribute :owner_id, :uuid
  end

  identities do
    # One of each revision.
    identity :per_revision, [:owner_id, :key, :revision]
    #        ^^^^^^^^^^^^^ composite
  end
end
