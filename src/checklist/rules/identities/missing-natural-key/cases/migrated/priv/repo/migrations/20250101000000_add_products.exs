defmodule Shop.Repo.Migrations.AddProducts do
  use Ecto.Migration

  def change do
    create table(:products, primary_key: false) do
      add :id, :uuid, null: false, primary_key: true
      add :sku, :text, null: false
    end

    create unique_index(:products, [:sku])
  end
end
