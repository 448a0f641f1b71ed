defmodule Blog.Repo.Migrations.Raise do
  use Ecto.Migration

  def up do
    drop table(:drafts)
  end

  def down, do: raise("no way back")
end
