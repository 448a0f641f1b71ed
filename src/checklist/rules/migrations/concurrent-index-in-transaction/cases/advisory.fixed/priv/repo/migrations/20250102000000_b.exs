defmodule Blog.Repo.Migrations.B do
  use Ecto.Migration
  @disable_ddl_transaction true

  def change do
    create index(:posts, [:title], concurrently: true)
    #                              ^^^^^^^^^^^^^^^^^^ transaction
  end
end
