defmodule Blog.Repo.Migrations.HalfUndone do
  use Ecto.Migration

  @disable_ddl_transaction true
  @disable_migration_lock true

  def change do
    drop table(:drafts)
  # ^^^^ drop
    create index(:posts, [:slug], concurrently: true)
  end
end
