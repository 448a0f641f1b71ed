defmodule Blog.Repo.Migrations.MisspeltTable do
  use Ecto.Migration

  def up do
    create table(:notes) do
  # ^^^^^^ stays
      add :title, :text
    end
  end

  def down do
    drop table(:note)
  # ^^^^ lost
  end
end
