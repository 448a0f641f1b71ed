defmodule Blog.Repo.Migrations.Dropped do
  use Ecto.Migration

  def up do
    drop table(:drafts)

    drop table(:notes)
  end

  def down do
    raise Ecto.MigrationError, message: "This migration cannot be rolled back"
  # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ comment
  end
end
