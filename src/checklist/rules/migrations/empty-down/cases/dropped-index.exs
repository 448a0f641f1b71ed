defmodule Blog.Repo.Migrations.DroppedIndex do
  use Ecto.Migration

  def up do
    drop_if_exists index(:posts, [:slug])
  end

  def down, do: :ok
    # ^^^^ tolerant (info)
end
