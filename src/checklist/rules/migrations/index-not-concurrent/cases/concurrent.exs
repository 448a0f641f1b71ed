defmodule Blog.Repo.Migrations.Concurrent do
  use Ecto.Migration
  @disable_ddl_transaction true
  @disable_migration_lock true

  def change do
    create index(:posts, [:author_id], concurrently: true)
  end
end
