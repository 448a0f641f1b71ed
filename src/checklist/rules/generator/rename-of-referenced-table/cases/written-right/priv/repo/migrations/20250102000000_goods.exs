defmodule Shop.Repo.Migrations.Goods do
  use Ecto.Migration

  def up do
    rename table(:items), to: table(:goods)
    drop constraint(:orders, "orders_item_id_fkey")

    alter table(:orders) do
      modify :item_id, references(:goods, column: :id, name: "orders_item_id_fkey", type: :uuid)
    end
  end

  def down do
    raise "there is no way back"
  end
end
