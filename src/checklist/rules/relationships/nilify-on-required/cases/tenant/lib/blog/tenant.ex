defmodule Blog.Task do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "tasks"
    repo Blog.Repo

    references do
      reference :board, match_tenant?: true, on_delete: :nilify
      #                                                 ^^^^^^^ delete
      reference :label, on_delete: :nilify
      reference :key, on_delete: :nilify
      #                          ^^^^^^^ delete
    end
  end

  multitenancy do
    strategy :attribute
    attribute :org_id
  end

  attributes do
    uuid_primary_key :id
    attribute :org_id, :uuid, allow_nil?: false
  end

  relationships do
    belongs_to :board, Blog.Board
    belongs_to :label, Blog.Board

    belongs_to :key, Blog.Board do
      source_attribute :board_key
      destination_attribute :key
      attribute_type :string
    end
  end
end

defmodule Blog.Board do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "boards"
    repo Blog.Repo
  end

  multitenancy do
    strategy :attribute
    attribute :org_id
  end

  attributes do
    uuid_primary_key :id
    attribute :org_id, :uuid, allow_nil?: false
    attribute :key, :string, allow_nil?: false
  end

  identities do
    identity :key, [:key]
  end
end
