defmodule Blog.Repo.Migrations.AlterFirst do
  use Ecto.Migration
  @disable_ddl_transaction true
  @disable_migration_lock true

  def up do
    alter table(:posts) do
  # ^^^^^ halfway
      add :slug, :text
    end

    execute "UPDATE posts SET slug = lower(title)"
  end

  def down do
    alter table(:posts) do
      remove :slug
    end
  end
end
