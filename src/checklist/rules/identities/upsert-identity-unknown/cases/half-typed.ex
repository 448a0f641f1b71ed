defmodule Blog.Tag do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  actions do
    create :ensure do
      accept [:name]
      upsert? true
      upsert_identity :name
    end
  end

  identities do
    identity :na
