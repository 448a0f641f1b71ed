defmodule Shop.Repo.Migrations.UniqueName do
  use Ecto.Migration

  def up do
    create unique_index(:items, [:name], name: "items_name_index")
    #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ written
  end

  def down do
    drop_if_exists unique_index(:items, [:name], name: "items_name_index")
  end
end
