defmodule Blog.Repo.Migrations.Transaction do
  use Ecto.Migration

  def change do
    create index(:posts, [:slug])
    create index(:posts, [:title])
  end
end
