defmodule Shop.Repo.Migrations.Label do
  use Ecto.Migration

  def up do
    rename table(:items), :name, to: :label

    alter table(:items) do
      modify :size, :text
    end
  end

  def down do
    alter table(:items) do
      modify :size, :bigint
    end

    rename table(:items), :label, to: :name
  end
end
