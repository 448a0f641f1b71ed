defmodule Shop.Slugs do
  use Ash.Resource, domain: Shop, data_layer: AshPostgres.DataLayer

  postgres do
    table "items"
    repo Shop.Repo
  end

  attributes do
    attribute :slug, :string, primary_key?: true, allow_nil?: false
  end
end
