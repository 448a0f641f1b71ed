defmodule Blog.Repo.Migrations.Drop do
  use Ecto.Migration

  def up do
    drop_if_exists table(:drafts)
  end

  def down do
    # ^^^^ dropped
  end
end
