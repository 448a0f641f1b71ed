defmodule Blog.Email do
  use Ash.Type.NewType, subtype_of: :ci_string
end

defmodule Blog.Reader do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "readers"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :name, :string
    attribute :email, Blog.Email
    #                 ^^^^^^^^^^ missing
  end
end

defmodule Blog.Guest do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "guests"
    repo Blog.Repo
    migration_types email: :text
  end

  attributes do
    uuid_primary_key :id
    attribute :email, :ci_string
  end
end

defmodule Blog.Legacy do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "legacy"
    repo Blog.Repo
    migrate? false
  end

  attributes do
    uuid_primary_key :id
    attribute :email, :ci_string
  end
end

defmodule Blog.Address do
  use Ash.Resource, data_layer: :embedded

  attributes do
    attribute :email, :ci_string
  end
end
