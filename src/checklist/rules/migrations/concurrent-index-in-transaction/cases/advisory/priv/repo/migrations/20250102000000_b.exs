defmodule Blog.Repo.Migrations.B do
  use Ecto.Migration

  def change do
    create index(:posts, [:title], concurrently: true)
    #                              ^^^^^^^^^^^^^^^^^^ transaction
  end
end
