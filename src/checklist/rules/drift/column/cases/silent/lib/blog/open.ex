# The extension may well have the column `secret`.
defmodule Blog.Open do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer, extensions: [Vendor.Secrets]

  postgres do
    table "open"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
  end

  actions do
    defaults [:read, create: :*]
  end
end
