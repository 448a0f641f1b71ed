defmodule Blog.Repo.Migrations.Alone do
  use Ecto.Migration
  @disable_ddl_transaction true
  @disable_migration_lock true

  def change do
    create index(:posts, [:author_id], concurrently: true)
  # ^^^^^^ blocks
  end
end
