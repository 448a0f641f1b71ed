defmodule Shop.Repo.Migrations.NoSize do
  use Ecto.Migration

  def up do
    drop_if_exists index(:items, [:name, :size])

    alter table(:items) do
      remove :size
    end
  end

  def down do
    alter table(:items) do
      add :size, :bigint
    end

    create index(:items, [:name, :size])
  end
end
