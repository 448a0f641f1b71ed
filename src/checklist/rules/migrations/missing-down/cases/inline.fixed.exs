defmodule Blog.Repo.Migrations.Inline do
  use Ecto.Migration

  def up, do: create(index(:posts, [:slug], concurrently: true))

  def down do
    drop(index(:posts, [:slug], concurrently: true))
  end
    # ^^ missing
end
