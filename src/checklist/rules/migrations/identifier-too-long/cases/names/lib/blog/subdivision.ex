defmodule Blog.Subdivision do
  use Ash.Resource,
    domain: Blog,
    data_layer: AshPostgres.DataLayer

  postgres do
    table "administrative_subdivisions"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
  end
end
