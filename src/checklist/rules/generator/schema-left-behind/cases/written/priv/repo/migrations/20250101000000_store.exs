defmodule Shop.Repo.Migrations.Store do
  use Ecto.Migration

  def up do
    execute("CREATE SCHEMA IF NOT EXISTS store")
   #^^^^^^^ written

    create table(:items, primary_key: false, prefix: "store") do
      add :id, :uuid, null: false, primary_key: true
    end
  end

  def down do
    drop table(:items, prefix: "store")
  end
end
