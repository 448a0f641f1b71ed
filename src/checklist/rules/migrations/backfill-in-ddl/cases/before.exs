defmodule Blog.Repo.Migrations.Before do
  use Ecto.Migration

  def up do
    execute "UPDATE posts SET slug = lower(title)"

    alter table(:posts) do
      modify :slug, :text, null: false
    end

    create table(:topics) do
      add :name, :text
    end

    execute "INSERT INTO topics (name) SELECT DISTINCT topic FROM drafts"
  end

  def down do
    raise "no way back"
  end
end
