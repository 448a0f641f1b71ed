defmodule Blog.Repo.Migrations.OwnDown do
  use Ecto.Migration

  def change do
    drop table(:drafts)
  end

  def down do
    create table(:drafts)
  end
end
