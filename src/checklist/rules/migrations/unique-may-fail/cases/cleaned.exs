defmodule Blog.Repo.Migrations.Cleaned do
  use Ecto.Migration

  def up do
    execute "DELETE FROM posts a USING posts b WHERE a.id > b.id AND a.title = b.title"
    create unique_index(:posts, [:title])
  end

  def down do
    drop index(:posts, [:title])
  end
end
