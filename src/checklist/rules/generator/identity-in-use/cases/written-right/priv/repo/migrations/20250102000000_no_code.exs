defmodule Shop.Repo.Migrations.NoCode do
  use Ecto.Migration

  def up do
    drop constraint(:orders, "orders_item_code_fkey")
    drop_if_exists unique_index(:items, [:code], name: "items_code_index")
  end

  def down do
    raise "there is no way back"
  end
end
