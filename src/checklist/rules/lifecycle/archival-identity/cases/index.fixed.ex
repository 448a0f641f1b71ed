defmodule Blog.Author do
  use Ash.Resource,
    domain: Blog,
    data_layer: AshPostgres.DataLayer,
    extensions: [AshArchival.Resource]

  postgres do
    table "authors"
    repo Blog.Repo

    custom_indexes do
      index [:email], unique: true, where: "archived_at IS NULL"
      #     ^^^^^^^^ index
      index ["lower(name)"], unique: true, where: "archived_at IS NULL"
      index [:name]
    end
  end

  actions do
    defaults [:read, :destroy]
  end

  attributes do
    uuid_primary_key :id
    attribute :email, :ci_string, allow_nil?: false
    attribute :name, :string, allow_nil?: false
  end
end
