defmodule Blog.Repo.Migrations.Alone do
  use Ecto.Migration

  def change do
    create index(:posts, [:author_id])
  # ^^^^^^ blocks
  end
end
