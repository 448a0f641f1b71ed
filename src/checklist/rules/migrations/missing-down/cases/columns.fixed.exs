defmodule Blog.Repo.Migrations.Columns do
  use Ecto.Migration

  @tables [:posts, :comments]

  def up do
    # ^^ missing
    create table(:tags, primary_key: false) do
      add :id, :uuid, primary_key: true
      add :name, :text, null: false
      timestamps()
    end

    create unique_index(:tags, [:name], name: "tags_unique_name_index", where: "name <> ''")

    alter table(:posts, prefix: "blog") do
      add :tag_id, references(:tags, type: :uuid)
      modify :title, :text, null: false, from: {:string, null: true}
      remove :subtitle, :string, default: "none"
      timestamps(type: :utc_datetime)
    end

    create constraint(:posts, :title_set, check: "title <> ''")
    rename table(:posts), :body, to: :text
    rename table(:notes), to: table(:remarks)
    flush()
    execute "CREATE SCHEMA archive"
    execute("ALTER TABLE posts ADD CONSTRAINT posts_tag CHECK (tag_id IS NOT NULL)")
    execute "SELECT set_tags()", "SELECT unset_tags()"

    for table <- @tables do
      create index(table, [:inserted_at, "lower(title)", desc: :updated_at])
    end
  end

  def down do
    drop index(:comments, [:inserted_at, "lower(title)", desc: :updated_at])
    drop index(:posts, [:inserted_at, "lower(title)", desc: :updated_at])
    execute "SELECT unset_tags()"
    execute("ALTER TABLE posts DROP CONSTRAINT posts_tag")
    execute "DROP SCHEMA archive"
    rename table(:remarks), to: table(:notes)
    rename table(:posts), :text, to: :body
    drop constraint(:posts, :title_set)

    alter table(:posts, prefix: "blog") do
      remove :updated_at
      remove :inserted_at
      add :subtitle, :string, default: "none"
      modify :title, :string, null: true
      remove :tag_id
    end

    drop index(:tags, [:name], name: "tags_unique_name_index")
    drop table(:tags)
  end
end
