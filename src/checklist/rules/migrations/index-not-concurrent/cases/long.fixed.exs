defmodule Blog.Repo.Migrations.Long do
  use Ecto.Migration
  @disable_ddl_transaction true
  @disable_migration_lock true

  def change do
    create unique_index(:posts, [:organization_id, desc: :published_at],
             name: "posts_latest_index",
             concurrently: true
           )

  # ^^^^^^ blocks
  end
end
