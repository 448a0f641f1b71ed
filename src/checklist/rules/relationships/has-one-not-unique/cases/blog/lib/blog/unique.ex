defmodule Blog.Address do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "addresses"
    repo Blog.Repo
  end

  actions do
    defaults [:read, create: :*]
  end

  attributes do
    uuid_primary_key :id
  end

  relationships do
    belongs_to :author, Blog.Author, allow_nil?: false
  end

  identities do
    identity :author, [:author_id]
  end
end

defmodule Blog.Passport do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "passports"
    repo Blog.Repo
  end

  actions do
    defaults [:read, create: :*]
  end

  relationships do
    belongs_to :author, Blog.Author, allow_nil?: false, primary_key?: true
  end
end

defmodule Blog.Badge do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "badges"
    repo Blog.Repo
    skip_unique_indexes [:author]
  end

  actions do
    defaults [:read, create: :*]
  end

  attributes do
    uuid_primary_key :id
  end

  relationships do
    belongs_to :author, Blog.Author, allow_nil?: false
  end

  identities do
    identity :author, [:author_id]
  end
end

defmodule Blog.Visa do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "visas"
    repo Blog.Repo
  end

  actions do
    defaults [:read, create: :*]
  end

  attributes do
    uuid_primary_key :id
  end

  relationships do
    belongs_to :author, Blog.Author, allow_nil?: false
  end
end

defmodule Blog.Config do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "configs"
    repo Blog.Repo
  end

  actions do
    defaults [:read, create: :*]
  end

  attributes do
    uuid_primary_key :id
  end
end

defmodule Blog.Draft do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "drafts"
    repo Blog.Repo
  end

  actions do
    read :read do
      primary? true
      filter expr(current)
    end

    create :create
  end

  attributes do
    uuid_primary_key :id
    attribute :current, :boolean
  end

  relationships do
    belongs_to :author, Blog.Author, allow_nil?: false
  end
end

defmodule Blog.Preferences do
  use Ash.Resource, domain: Blog, data_layer: Ash.DataLayer.Ets

  actions do
    defaults [:read, create: :*]
  end

  attributes do
    uuid_primary_key :id
  end

  relationships do
    belongs_to :author, Blog.Author, allow_nil?: false
  end
end
