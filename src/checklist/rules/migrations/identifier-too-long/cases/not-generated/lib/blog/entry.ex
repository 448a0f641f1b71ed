defmodule Blog.Entry do
  use Ash.Resource,
    domain: Blog,
    data_layer: AshPostgres.DataLayer

  postgres do
    table "administrative_register_entries"
    repo Blog.Repo
    migrate? false
  end

  attributes do
    uuid_primary_key :id
  end

  relationships do
    belongs_to :administrative_subdivision_of_record, Blog.Subdivision
  end
end
