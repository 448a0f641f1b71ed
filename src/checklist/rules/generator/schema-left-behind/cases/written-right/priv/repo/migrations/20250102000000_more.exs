defmodule Shop.Repo.Migrations.More do
  use Ecto.Migration

  def up do
    execute("CREATE SCHEMA IF NOT EXISTS store")

    create table(:orders, prefix: "store") do
      add :name, :text
    end
  end

  def down do
    drop table(:orders, prefix: "store")
  end
end
