defmodule Shop.Repo.Migrations.NoCode do
  use Ecto.Migration

  def up do
    drop_if_exists unique_index(:items, [:code], name: "items_code_index")
    #              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ written
  end

  def down do
    create unique_index(:items, [:code], name: "items_code_index")
  end
end
