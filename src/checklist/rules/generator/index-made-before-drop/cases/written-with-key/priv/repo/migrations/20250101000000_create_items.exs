defmodule Shop.Repo.Migrations.CreateItems do
  use Ecto.Migration

  def change do
    create table(:items, primary_key: false) do
      add :id, :uuid, null: false, primary_key: true
      add :name, :text
      add :size, :bigint
    end

    create index(:items, [:name], where: "size > 0")
  end
end
