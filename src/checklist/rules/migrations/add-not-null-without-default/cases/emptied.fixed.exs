defmodule Blog.Repo.Migrations.Emptied do
  use Ecto.Migration

  def up do
    execute "TRUNCATE posts"
    execute "DELETE FROM comments WHERE spam"

    alter table(:posts) do
      add :slug, :text, null: false
    end

    alter table(:comments) do
      add :slug, :text
      #                 ^^^^^^^^^^^ added
    end
  end

  def down do
    alter table(:comments) do
      remove :slug
    end

    alter table(:posts) do
      remove :slug
    end
  end
end
