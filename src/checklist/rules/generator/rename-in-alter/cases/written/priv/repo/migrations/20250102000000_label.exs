defmodule Shop.Repo.Migrations.Label do
  use Ecto.Migration

  def up do
    alter table(:items) do
      modify :size, :text
      rename table(:items), :name, to: :label
     #^^^^^^ written
    end
  end

  def down do
    rename table(:items), :label, to: :name

    alter table(:items) do
      modify :size, :bigint
    end
  end
end
