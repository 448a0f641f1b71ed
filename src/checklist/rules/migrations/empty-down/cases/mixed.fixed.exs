defmodule Blog.Repo.Migrations.Mixed do
  use Ecto.Migration

  # It can run again, since it drops first what it creates.
  def up do
    drop_if_exists constraint(:posts, :title_present)
    create constraint(:posts, :title_present, check: "title <> ''")
  end

  def down do
    raise Ecto.MigrationError, message: "This migration cannot be rolled back"
  end
    # ^^^^ schema
end
