defmodule Blog.Repo.Migrations.AlterPosts do
  use Ecto.Migration

  def up do
    alter table(:posts) do
      modify :state, :string
    end

    execute "ALTER TABLE posts ALTER COLUMN tags SET NOT NULL"
  end

  def down do
    alter table(:posts) do
      modify :state, :text
    end
  end
end
