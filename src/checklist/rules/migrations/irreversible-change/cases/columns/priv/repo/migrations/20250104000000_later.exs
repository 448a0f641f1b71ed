defmodule Blog.Repo.Migrations.Later do
  use Ecto.Migration

  def up do
    alter table(:posts) do
      add :title, :text
    end
  end

  def down do
    alter table(:posts) do
      remove :title
    end
  end
end
