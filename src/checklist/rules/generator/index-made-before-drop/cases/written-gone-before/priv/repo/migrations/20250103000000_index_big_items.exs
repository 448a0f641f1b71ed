defmodule Shop.Repo.Migrations.IndexBigItems do
  use Ecto.Migration

  def up do
    create index(:items, [:name], where: "size > 10")
    drop_if_exists index(:items, [:name])
  end

  def down do
    drop_if_exists index(:items, [:name])
    create index(:items, [:name], where: "size > 0")
  end
end
