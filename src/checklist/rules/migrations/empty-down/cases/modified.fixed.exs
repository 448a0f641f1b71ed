defmodule Blog.Repo.Migrations.Modified do
  use Ecto.Migration

  def up do
    alter table(:posts) do
      add :subtitle, :text
      modify :title, :text
    end
  end

  def down do
    raise Ecto.MigrationError, message: "This migration cannot be rolled back"
  end
    # ^^^^ schema
end
