defmodule Blog.Repo.Migrations.Execute do
  use Ecto.Migration

  @tables ~w(posts comments)a

  def change do
    execute "CREATE EXTENSION IF NOT EXISTS citext", "DROP EXTENSION IF EXISTS citext"
  # ^^^^^^^ execute
    execute "UPDATE posts SET slug = id::text"
  # ^^^^^^^ execute
    execute "CREATE VIEW drafts AS SELECT 1", "DROP VIEW drafts"

    execute(
      "CREATE UNIQUE INDEX posts_lower_slug_index ON blog.posts (lower(slug))",
      "DROP INDEX blog.posts_lower_slug_index"
    )

  # ^^^^^^^ execute

    execute(
  # ^^^^^^^ execute
      """
      CREATE MATERIALIZED VIEW recent_posts AS
        SELECT * FROM posts;
      """,
      "DROP MATERIALIZED VIEW recent_posts"
    )

    execute "CREATE OR REPLACE FUNCTION one() RETURNS int AS $$ SELECT 1; $$ LANGUAGE sql"
  # ^^^^^^^ execute
    execute_file "priv/repo/views.sql"
  # ^^^^^^^^^^^^ execute
    execute fn -> repo().query!("SELECT 1") end
  # ^^^^^^^ execute
    execute(&fill/0, &empty/0)

    if direction() == :up do
      execute "UPDATE posts SET slug = lower(slug)"
    end

    case direction() do
      :up -> execute "UPDATE posts SET title = ''"
      :down -> :ok
    end

    for table <- @tables do
      execute "ANALYZE #{table}"
    # ^^^^^^^ execute
    end
  end

  defp fill, do: repo().query!("UPDATE posts SET title = ''")
  defp empty, do: :ok
end
