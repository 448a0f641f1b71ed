defmodule Feed.Item do
  use Ash.Resource, domain: Feed, data_layer: AshPostgres.DataLayer

  postgres do
    table "items"
    repo Feed.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :source, :string, allow_nil?: false
    attribute :collection, :string
    attribute :kind, :string, allow_nil?: false
    attribute :number, :string
  end

  actions do
    create :import do
      accept [:source, :collection]
      upsert? true
      upsert_identity :in_collection
    end
  end

  identities do
    identity :in_collection, [:source, :collection], nils_distinct?: false
    #        ^^^^^^^^^^^^^^ upsert (info)
    identity :numbered, [:kind, :number], nils_distinct?: true
    #        ^^^^^^^^^ optional (hint)
  end
end

defmodule Feed.Author do
  use Ash.Resource, domain: Feed, data_layer: AshPostgres.DataLayer

  postgres do
    table "authors"
    repo Feed.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :handle, :string, allow_nil?: false
  end

  actions do
    create :import do
      accept [:handle]
      upsert? true
      upsert_identity :handle
    end
  end

  identities do
    identity :handle, [:handle]
    #        ^^^^^^^ upsert
  end
end
