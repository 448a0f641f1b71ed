defmodule Blog.Draft do
  use Ash.Resource, domain: Blog, data_layer: Ash.DataLayer.Ets

  attributes do
    uuid_primary_key :id
    attribute :author_id, :uuid
  end

  relationships do
    belongs_to :author, Blog.Author, allow_nil?: false
  end
end
