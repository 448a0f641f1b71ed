defmodule Shop.Repo.Migrations.IndexBigItems do
  use Ecto.Migration

  def up do
    create index(:items, [:name], where: "size > 10")
    #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ written

    create index(:items, [:size])

    # The former one.
    drop_if_exists index(:items, [:name])

    drop_if_exists index(:items, [:name, :size])
  end

  def down do
    create index(:items, [:name], where: "size > 0")

    drop_if_exists index(:items, [:size])

    drop_if_exists index(:items, [:name])
  end
end
