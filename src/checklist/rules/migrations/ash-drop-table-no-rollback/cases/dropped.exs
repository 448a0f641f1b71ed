defmodule Blog.Repo.Migrations.Dropped do
  use Ecto.Migration

  def up do
    drop table(:drafts)

    drop table(:notes)
  end

  def down do
    # Rollback would require recreating the table manually
  # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ comment

    # Rollback would require recreating the table manually
  end
end
