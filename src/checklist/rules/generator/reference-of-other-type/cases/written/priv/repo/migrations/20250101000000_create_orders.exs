defmodule Shop.Repo.Migrations.CreateOrders do
  use Ecto.Migration

  def change do
    create table(:items, primary_key: false) do
      add :id, :bigserial, null: false, primary_key: true
    end

    create table(:orders, primary_key: false) do
      add :id, :uuid, null: false, primary_key: true
      add :item_id, references(:items, column: :id, name: "orders_item_id_fkey", type: :uuid)
      #                                                                                ^^^^^ written
    end
  end
end
