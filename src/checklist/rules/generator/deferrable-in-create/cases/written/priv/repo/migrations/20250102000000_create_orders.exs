defmodule Shop.Repo.Migrations.CreateOrders do
  use Ecto.Migration

  def up do
    create table(:orders, primary_key: false) do
      add :id, :uuid, null: false, primary_key: true
      add :item_id, references(:items, column: :id, name: "orders_item_id_fkey", type: :uuid)
    end

    execute("ALTER TABLE orders ALTER CONSTRAINT orders_item_id_fkey DEFERRABLE INITIALLY IMMEDIATE")
  end

  def down do
    drop table(:orders)
    execute("ALTER TABLE orders ALTER CONSTRAINT orders_item_id_fkey NOT DEFERRABLE")
   #^^^^^^^ down
  end
end
