defmodule Blog.Repo.Migrations.Repeatable do
  use Ecto.Migration
  @disable_ddl_transaction true
  @disable_migration_lock true

  def up do
    execute "SET lock_timeout = '5s'"
    drop_if_exists index(:posts, [:slug], concurrently: true)

    alter table(:posts) do
      add_if_not_exists :slug, :text
    end

    execute "UPDATE posts SET slug = lower(title) WHERE slug IS NULL"
    execute "DROP INDEX CONCURRENTLY IF EXISTS posts_title"
    execute "CREATE INDEX CONCURRENTLY IF NOT EXISTS posts_title ON posts (title)"
    execute "DROP VIEW IF EXISTS blog.recent_posts"
    execute "CREATE VIEW blog.recent_posts AS SELECT * FROM posts"
    execute "CREATE INDEX #{option()}IF NOT EXISTS posts_state ON posts (state)"
    create index(:posts, [:slug], concurrently: true)
  end

  def down do
    drop index(:posts, [:slug], concurrently: true)
  end

  defp option, do: System.get_env("OPTION")
end
