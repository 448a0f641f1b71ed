defmodule Blog.Repo.Migrations.WithoutLock do
  use Ecto.Migration
  @disable_migration_lock true
  @disable_ddl_transaction true

  def change do
    create index(:posts, [:slug], concurrently: true)
    #                             ^^^^^^^^^^^^^^^^^^ lock (warning)
  end
end
