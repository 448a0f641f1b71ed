defmodule Blog.Page do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "pages"
    repo Blog.Repo

    references do
      reference :author, index?: true
    end
  end

  multitenancy do
    strategy :attribute
    attribute :org_id
  end

  attributes do
    uuid_primary_key :id
    attribute :path, :string, allow_nil?: false
  end

  relationships do
    belongs_to :org, Blog.Org, allow_nil?: false
    belongs_to :author, Blog.Org
    belongs_to :parent, Blog.Page
    belongs_to :editor, Blog.Org
    #          ^^^^^^^ unindexed (hint)
  end

  identities do
    identity :path, [:parent_id, :path]
  end
end

defmodule Blog.Note do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "notes"
    repo Blog.Repo
  end

  multitenancy do
    strategy :attribute
    attribute :org_id
  end

  attributes do
    uuid_primary_key :id
  end

  relationships do
    belongs_to :org, Blog.Org, allow_nil?: false
    #          ^^^^ used
  end
end

defmodule Blog.Org do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "orgs"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
  end
end
