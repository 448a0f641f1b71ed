defmodule Blog.Repo.Migrations.CreatePosts do
  use Ecto.Migration

  def up do
    create table(:articles, primary_key: false) do
      add :id, :uuid, null: false, primary_key: true, default: fragment("gen_random_uuid()")
      add :name, :string, null: false, size: 80
      add :views, :integer, default: 1_000_000
      add :price, :decimal, precision: 10, scale: 2
      add :tags, {:array, :text}
      add :state, :text, null: false, default: "draft"

      add :author_id,
          references(:users,
            column: :id,
            name: "articles_author_id_fkey",
            type: :uuid,
            prefix: "public",
            on_delete: :nilify_all
          ),
          null: false

      add :inserted_at, :utc_datetime_usec,
        null: false,
        default: fragment("(now() AT TIME ZONE 'utc')")

      timestamps(inserted_at: false)
    end

    rename table(:articles), to: table(:posts)
    rename table(:posts), :name, to: :title
  end

  def down do
    drop table(:posts)
  end
end
