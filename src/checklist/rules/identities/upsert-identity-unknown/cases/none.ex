defmodule Blog.Tag do
  use Ash.Resource, domain: Blog, data_layer: Ash.DataLayer.Ets

  attributes do
    uuid_primary_key :id
    attribute :name, :string, allow_nil?: false, public?: true
  end

  actions do
    create :ensure do
      accept [:name]
      upsert? true
      upsert_identity :name
      #               ^^^^^ unknown
    end
  end
end
