defmodule Blog.Follow do
  use Ash.Resource,
    domain: Blog,
    data_layer: AshPostgres.DataLayer,
    extensions: [AshArchival.Resource]

  postgres do
    table "follows"
    repo Blog.Repo
    identity_wheres_to_sql named: "name IS NOT NULL", once: "\"end\" IS NULL"
  end

  archive do
    attribute :ended_at
  end

  actions do
    defaults [:read, :destroy]

    create :follow do
      accept [:author_id, :reader_id]
      upsert? true
      upsert_identity :once
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :name, :string
    attribute :ended_at, :utc_datetime_usec, source: :end
  end

  relationships do
    belongs_to :author, Blog.Author, allow_nil?: false
    belongs_to :reader, Blog.Reader, allow_nil?: false
  end

  identities do
    identity :once, [:author_id, :reader_id] do
      #      ^^^^^ upsert
      message "follows already"
      where expr(is_nil(ended_at))
    end

    identity :named, [:name], where: expr(not is_nil(name))
  end
end
