defmodule Shop.Repo.Migrations.CreateItems do
  use Ecto.Migration

  def change do
    create table(:items, primary_key: false) do
      add :id, :uuid, null: false, primary_key: true
      add :name, :text
    end
  end
end
