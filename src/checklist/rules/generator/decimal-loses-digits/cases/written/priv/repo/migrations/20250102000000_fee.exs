defmodule Shop.Repo.Migrations.Fee do
  use Ecto.Migration

  def up do
    alter table(:items) do
      modify :fee, :decimal, scale: 1
     #^^^^^^ written
    end
  end

  def down do
    alter table(:items) do
      modify :fee, :decimal, precision: 5, scale: 4
    end
  end
end
