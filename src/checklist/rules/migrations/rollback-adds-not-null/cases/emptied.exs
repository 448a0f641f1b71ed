defmodule Blog.Repo.Migrations.Emptied do
  use Ecto.Migration

  def up do
    alter table(:posts) do
      remove :slug
    end
  end

  def down do
    execute "TRUNCATE posts"

    alter table(:posts) do
      add :slug, :text, null: false
    end
  end
end
