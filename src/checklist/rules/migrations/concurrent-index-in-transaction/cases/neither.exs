defmodule Blog.Repo.Migrations.Neither do
  use Ecto.Migration

  def change do
    create index(:posts, [:slug], concurrently: true)
    #                             ^^^^^^^^^^^^^^^^^^ transaction
  end
end
