defmodule Blog.Membership do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "memberships"
    repo Blog.Repo
  end

  multitenancy do
    strategy :attribute
    attribute :organization_id
  end

  attributes do
    uuid_primary_key :id
    attribute :organization_id, :uuid, allow_nil?: false
  end

  relationships do
    belongs_to :reader, Blog.Reader, allow_nil?: false

    belongs_to :club, Blog.Club do
      public? true
      allow_nil? false
    end
  end

  identities do
    identity :once, [:organization_id, :reader_id, :club_id]
    #        ^^^^^ composite
  end
end
