# It creates rows that have no `body`, and no `title` that may be nil either.
defmodule Blog.Headline do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "posts"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :title, :string, allow_nil?: false
    attribute :pinned, :boolean, default: false, allow_nil?: false
    #                                            ^^^^^^^^^^^^^^^^^ changed
  end

  actions do
    defaults [:read, create: :*]
  end
end
