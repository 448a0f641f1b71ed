defmodule Blog.Region do
  use Ash.Resource,
    domain: Blog,
    data_layer: AshPostgres.DataLayer,
    authorizers: [Ash.Policy.Authorizer],
    extensions: [AshArchival.Resource]

  postgres do
    table "regions"
    repo Blog.Repo
  end

  actions do
    defaults [:read, :destroy]
  end

  policies do
    policy action_type([:create, :destroy]) do
      authorize_if never()
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :name, :string, allow_nil?: false
  end

  identities do
    identity :name, [:name]
    #        ^^^^^ identity (hint)
  end
end

defmodule Blog.City do
  use Ash.Resource,
    domain: Blog,
    data_layer: AshPostgres.DataLayer,
    authorizers: [Ash.Policy.Authorizer],
    extensions: [AshArchival.Resource]

  postgres do
    table "citys"
    repo Blog.Repo
  end

  code_interface do
    define :read
  end

  actions do
    defaults [:read, :destroy]
  end

  policies do
    policy action_type(:destroy) do
      authorize_if actor_present()
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :name, :string, allow_nil?: false
  end

  identities do
    identity :name, [:name]
    #        ^^^^^ identity (hint)
  end
end

defmodule Blog.Street do
  use Ash.Resource,
    domain: Blog,
    data_layer: AshPostgres.DataLayer,
    extensions: [AshArchival.Resource]

  postgres do
    table "streets"
    repo Blog.Repo
  end

  code_interface do
    define :read
    define :archive, action: :destroy
  end

  actions do
    defaults [:read, :destroy]
  end

  attributes do
    uuid_primary_key :id
    attribute :name, :string, allow_nil?: false
  end

  identities do
    identity :name, [:name]
    #        ^^^^^ identity
  end
end

defmodule Blog.House do
  use Ash.Resource,
    domain: Blog,
    data_layer: AshPostgres.DataLayer,
    extensions: [AshArchival.Resource]

  postgres do
    table "houses"
    repo Blog.Repo
  end

  code_interface do
    define :read
  end

  actions do
    defaults [:read, :destroy]
  end

  attributes do
    uuid_primary_key :id
    attribute :name, :string, allow_nil?: false
  end

  relationships do
    belongs_to :owner, Blog.Owner, allow_nil?: false
  end

  identities do
    identity :name, [:name]
    #        ^^^^^ identity
  end
end

defmodule Blog.Owner do
  use Ash.Resource,
    domain: Blog,
    data_layer: AshPostgres.DataLayer,
    extensions: [AshArchival.Resource]

  postgres do
    table "owners"
    repo Blog.Repo
  end

  archive do
    archive_related [:houses]
  end

  actions do
    defaults [:read, :destroy]
  end

  attributes do
    uuid_primary_key :id
  end

  relationships do
    has_many :houses, Blog.House
  end
end

defmodule Blog.Room do
  use Ash.Resource,
    domain: Blog,
    data_layer: AshPostgres.DataLayer,
    extensions: [AshArchival.Resource]

  postgres do
    table "rooms"
    repo Blog.Repo
  end

  code_interface do
    define :read
  end

  actions do
    defaults [:read, :destroy, create: [:name, :floor, :wing]]
  end

  attributes do
    uuid_primary_key :id
    attribute :name, :string, allow_nil?: false
    attribute :floor, :integer, allow_nil?: false
    attribute :wing, :string, allow_nil?: false
  end

  identities do
    identity :room_name, [:name, :floor, :wing]
    #        ^^^^^^^^^^ upsert
  end
end
