defmodule Blog.Repo.Migrations.Declared do
  use Ecto.Migration

  def up do
    drop table(:drafts)
  end

  def down do
    # ^^^^ dropped (hint)
    # The drafts cannot be restored.
    :ok
  end
end
