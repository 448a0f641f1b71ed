defmodule Blog.Visit do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "visits"
    repo Blog.Repo
  end

  actions do
    defaults [:read]
  end

  attributes do
    uuid_primary_key :id
    attribute :page, :string, allow_nil?: false
  end

  relationships do
    belongs_to :visitor, Blog.Visitor
  end

  identities do
    identity :page_of_visitor, [:visitor_id, :page], nils_distinct?: false
    #        ^^^^^^^^^^^^^^^^ composite (info)
  end
end
