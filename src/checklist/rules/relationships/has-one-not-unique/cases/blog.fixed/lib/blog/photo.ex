defmodule Blog.Photo do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "photos"
    repo Blog.Repo

    custom_indexes do
      index [:person_id], using: "hash"
      index ["lower(path)"], unique: true, name: "photos_path"
    end
  end

  actions do
    defaults [:read, create: :*]
  end

  attributes do
    uuid_primary_key :id
    attribute :path, :string
  end

  relationships do
    belongs_to :person, Blog.Author
  end

  identities do
    identity :unique_person_id, [:person_id]
  end
end
