defmodule Blog.Live do
  use Ash.Resource,
    domain: Blog,
    data_layer: AshPostgres.DataLayer,
    extensions: [AshArchival.Resource]

  postgres do
    table "lives"
    repo Blog.Repo
    identity_wheres_to_sql name: "archived_at IS NULL"
  end

  actions do
    defaults [:read, :destroy]
  end

  attributes do
    uuid_primary_key :id
    attribute :name, :string, allow_nil?: false
    attribute :number, :integer, allow_nil?: false
  end

  identities do
    identity :name, [:name], where: expr(is_nil(archived_at))
  end
end

defmodule Blog.Invoice do
  use Ash.Resource,
    domain: Blog,
    data_layer: AshPostgres.DataLayer,
    extensions: [AshArchival.Resource]

  postgres do
    table "invoices"
    repo Blog.Repo
  end

  actions do
    defaults [:read, :destroy]
  end

  attributes do
    uuid_primary_key :id
    attribute :name, :string, allow_nil?: false
    attribute :number, :integer, allow_nil?: false
  end

  identities do
    identity :number, [:number]
    identity :name_for_ever, [:name]
    identity :at_a_time, [:name, :archived_at]
  end
end

defmodule Blog.Based do
  use Ash.Resource,
    domain: Blog,
    data_layer: AshPostgres.DataLayer,
    extensions: [AshArchival.Resource]

  postgres do
    table "baseds"
    repo Blog.Repo
    base_filter_sql "archived_at IS NULL"
  end

  archive do
    base_filter? true
  end

  resource do
    base_filter expr(is_nil(archived_at))
  end

  actions do
    defaults [:read, :destroy]
  end

  attributes do
    uuid_primary_key :id
    attribute :name, :string, allow_nil?: false
    attribute :number, :integer, allow_nil?: false
  end

  identities do
    identity :name, [:name]
  end
end

defmodule Blog.Trash do
  use Ash.Resource,
    domain: Blog,
    data_layer: AshPostgres.DataLayer,
    extensions: [AshArchival.Resource]

  postgres do
    table "trashs"
    repo Blog.Repo
  end

  actions do
    defaults [:read, :destroy]

    update :restore do
      change set_attribute(:archived_at, nil)
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :name, :string, allow_nil?: false
    attribute :number, :integer, allow_nil?: false
  end

  identities do
    identity :name, [:name]
  end
end

defmodule Blog.Deleted do
  use Ash.Resource,
    domain: Blog,
    data_layer: AshPostgres.DataLayer,
    extensions: [AshArchival.Resource]

  postgres do
    table "deleteds"
    repo Blog.Repo
  end

  archive do
    exclude_destroy_actions [:destroy]
  end

  actions do
    defaults [:read, :destroy]
  end

  attributes do
    uuid_primary_key :id
    attribute :name, :string, allow_nil?: false
    attribute :number, :integer, allow_nil?: false
  end

  identities do
    identity :name, [:name]
  end
end

defmodule Blog.Coded do
  use Ash.Resource,
    domain: Blog,
    data_layer: AshPostgres.DataLayer,
    extensions: [AshArchival.Resource]

  postgres do
    table "codeds"
    repo Blog.Repo
  end

  actions do
    defaults [:read, :destroy]
  end

  attributes do
    uuid_primary_key :id
    attribute :name, :string, allow_nil?: false
    attribute :number, :integer, allow_nil?: false
  end

  identities do
    identity :name, [:name]
  end
end

defmodule Blog.Use do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "uses"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
  end

  relationships do
    belongs_to :coded, Blog.Coded, destination_attribute: :name, attribute_type: :string
  end
end

defmodule Blog.Assignment do
  use Ash.Resource,
    domain: Blog,
    data_layer: AshPostgres.DataLayer,
    extensions: [AshArchival.Resource]

  postgres do
    table "assignments"
    repo Blog.Repo
  end

  actions do
    defaults [:read, :destroy]

    update :reactivate do
      accept []
      change set_attribute(:cleared_at, nil)
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :name, :string, allow_nil?: false
    attribute :cleared_at, :utc_datetime_usec
  end

  identities do
    identity :name, [:name]
  end
end

defmodule Blog.Bin do
  use Ash.Resource,
    domain: Blog,
    data_layer: AshPostgres.DataLayer,
    extensions: [AshArchival.Resource]

  postgres do
    table "bins"
    repo Blog.Repo
  end

  actions do
    defaults [:read, :destroy]

    update :take_out do
      change atomic_update(:archived_at, expr(nil))
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :name, :string, allow_nil?: false
  end

  identities do
    identity :name, [:name]
  end
end

defmodule Blog.Kept do
  use Ash.Resource,
    domain: Blog,
    data_layer: AshPostgres.DataLayer,
    extensions: [AshArchival.Resource]

  postgres do
    table "kepts"
    repo Blog.Repo
  end

  actions do
    defaults [:read, create: [:name]]
  end

  attributes do
    uuid_primary_key :id
    attribute :name, :string, allow_nil?: false
  end

  identities do
    identity :name, [:name]
  end
end
