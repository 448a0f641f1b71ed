defmodule Blog.Repo.Migrations.More do
  use Ecto.Migration

  def change do
    create index(:posts, [:slug])
  end
end
