defmodule Blog.Repo.Migrations.Proven do
  use Ecto.Migration

  def change do
    create index(:posts, [:title])
  end
end
