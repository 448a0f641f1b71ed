defmodule Blog.Repo.Migrations.Several do
  use Ecto.Migration

  def up do
    execute "CREATE UNIQUE INDEX CONCURRENTLY posts_slug ON posts (slug)"
  # ^^^^^^^ transaction
    execute "REFRESH MATERIALIZED VIEW CONCURRENTLY recent_posts"
  end

  def down do
    drop index(:posts, [:slug], name: "posts_slug", concurrently: true)
  end
end
