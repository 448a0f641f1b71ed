defmodule Blog.Setting do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "settings"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :key, :string, allow_nil?: false
    attribute :namespace, :string, default: "global"
  end

  identities do
    identity :key_in_namespace, [:key, :namespace]
    #        ^^^^^^^^^^^^^^^^^ composite (hint)
  end
end

defmodule Blog.Device do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "devices"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :serial, :string, allow_nil?: false
    attribute :network, :string, default: "main"
  end

  actions do
    create :register do
      accept [:serial, :network]
      upsert? true
      upsert_identity :in_network
    end
  end

  identities do
    identity :in_network, [:serial, :network]
    #        ^^^^^^^^^^^ upsert (info)
  end
end

defmodule Blog.Plug do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "plugs"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :serial, :string, allow_nil?: false
    attribute :port, :integer, default: 1
  end

  actions do
    create :plug do
      accept [:serial]
      upsert? true
      upsert_identity :at_port
    end
  end

  identities do
    # No upsert can empty the port.
    identity :at_port, [:serial, :port]
    #        ^^^^^^^^ composite (hint)
  end
end
