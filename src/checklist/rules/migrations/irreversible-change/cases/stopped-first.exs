defmodule Blog.Repo.Migrations.StoppedFirst do
  use Ecto.Migration

  @disable_ddl_transaction true
  @disable_migration_lock true

  def change do
    create index(:posts, [:slug], concurrently: true)
    drop table(:drafts)
  # ^^^^ drop (warning)

    for table <- [:notes, :remarks] do
      drop table(table)
    end
  end
end
