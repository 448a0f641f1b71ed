defmodule Shop.Repo.Migrations.CreateOrders do
  use Ecto.Migration

  def up do
    execute("ALTER TABLE orders ALTER CONSTRAINT orders_item_id_fkey DEFERRABLE INITIALLY IMMEDIATE")
   #^^^^^^^ up (error)

    alter table(:orders) do
      modify :item_id, references(:items, column: :id, name: "orders_item_id_fkey", type: :uuid)
    end
  end

  def down do
    drop constraint(:orders, "orders_item_id_fkey")
  end
end
