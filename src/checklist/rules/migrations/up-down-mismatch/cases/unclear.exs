defmodule Blog.Repo.Migrations.Unclear do
  use Ecto.Migration

  def up do
    create index(:posts, [:slug], name: "posts_slug")
    create index(:posts, [:title], name: "posts_title")
    create index(:posts, [:state], name: "posts_state")
    create index(:posts, [:kind])
  end

  def down do
    # posts_title stays: others use it.
    execute "DROP INDEX IF EXISTS posts_slug"
    if System.get_env("ALL"), do: drop(index(:posts, [:state], name: "posts_state"))
    drop index(:posts, [:kind])
  end
end
