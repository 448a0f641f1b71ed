defmodule Blog.Member do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "people"
    repo Blog.Repo

    references do
      reference :team, on_delete: :nilify
      reference :desk, on_delete: :nilify
      #                           ^^^^^^^ delete
    end
  end

  attributes do
    uuid_primary_key :id
  end

  relationships do
    belongs_to :team, Blog.Team, allow_nil?: false
    belongs_to :desk, Blog.Team, allow_nil?: false
  end
end

defmodule Blog.Guest do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "people"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
  end

  relationships do
    belongs_to :team, Blog.Team
    belongs_to :desk, Blog.Team, allow_nil?: false
  end
end

defmodule Blog.Legacy do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "legacy"
    repo Blog.Repo
    migrate? false

    references do
      reference :team, on_delete: :nilify
    end
  end

  attributes do
    uuid_primary_key :id
  end

  relationships do
    belongs_to :team, Blog.Team, allow_nil?: false
  end
end

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
