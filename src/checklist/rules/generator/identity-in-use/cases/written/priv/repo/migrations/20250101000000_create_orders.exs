defmodule Shop.Repo.Migrations.CreateOrders do
  use Ecto.Migration

  def up do
    create table(:items, primary_key: false) do
      add :id, :uuid, null: false, primary_key: true
      add :code, :text, null: false
    end

    create unique_index(:items, [:code], name: "items_code_index")

    create table(:orders, primary_key: false) do
      add :id, :uuid, null: false, primary_key: true
      add :item_code, references(:items, column: :code, name: "orders_item_code_fkey", type: :text)
    end
  end

  def down do
    drop table(:orders)
    drop table(:items)
  end
end
