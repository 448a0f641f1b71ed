defmodule Blog.Repo.Migrations.Inline do
  use Ecto.Migration

  def up, do: create(index(:posts, [:slug], concurrently: true))
    # ^^ missing
end
