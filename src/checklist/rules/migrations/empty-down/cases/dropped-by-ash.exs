defmodule Blog.Repo.Migrations.DroppedByAsh do
  use Ecto.Migration

  def up do
    drop table(:drafts)
  end

  def down do
    # Rollback would require recreating the table manually
  end
end
