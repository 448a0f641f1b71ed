defmodule Shop.Repo.Migrations.Goods do
  use Ecto.Migration

  def up do
    drop constraint(:orders, "orders_item_id_fkey")

    alter table(:orders) do
      modify :item_id, references(:goods, column: :id, name: "orders_item_id_fkey", type: :uuid)
      #                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ written
    end

    rename table(:items), to: table(:goods)
  end

  def down do
    raise "there is no way back"
  end
end
