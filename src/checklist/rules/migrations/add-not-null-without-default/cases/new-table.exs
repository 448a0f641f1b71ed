defmodule Blog.Repo.Migrations.NewTable do
  use Ecto.Migration

  def change do
    create table(:posts) do
      add :title, :text, null: false
    end

    execute "CREATE TABLE drafts (id uuid PRIMARY KEY)", "DROP TABLE drafts"
    rename table(:posts), to: table(:articles)

    alter table(:posts) do
      add :slug, :text, null: false
    end

    alter table(:drafts) do
      add :slug, :text, null: false
    end

    alter table(:articles) do
      add :state, :text, null: false
    end
  end
end
