defmodule Shop.Repo.Migrations.IndexBigItems do
  use Ecto.Migration

  def up do
    #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ written
    drop_if_exists index(:items, [:name])
    create index(:items, [:name], where: "size > 10")
  end

  def down do
    drop_if_exists index(:items, [:name])
    create index(:items, [:name], where: "size > 0")
  end
end
