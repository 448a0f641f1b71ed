defmodule Blog.Repo.Migrations.CommentedOut do
  use Ecto.Migration

  def up do
    execute "ALTER TABLE posts ADD COLUMN subtitle text"
  end

  def down do
    # ^^^^ created
    # execute "ALTER TABLE posts DROP COLUMN subtitle"
  end
end
