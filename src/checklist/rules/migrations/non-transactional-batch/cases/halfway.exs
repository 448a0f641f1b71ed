defmodule Blog.Repo.Migrations.Halfway do
  use Ecto.Migration
  @disable_ddl_transaction true
  @disable_migration_lock true

  def change do
    create index(:posts, [:slug], concurrently: true)
  # ^^^^^^ halfway
    create index(:posts, [:title], concurrently: true)
  end
end
