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
end
