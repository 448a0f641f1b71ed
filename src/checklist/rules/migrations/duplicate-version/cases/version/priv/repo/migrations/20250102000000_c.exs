defmodule Blog.Repo.Migrations.C do
  use Ecto.Migration

  def change do
    create index(:posts, [:slug])
  end
end
