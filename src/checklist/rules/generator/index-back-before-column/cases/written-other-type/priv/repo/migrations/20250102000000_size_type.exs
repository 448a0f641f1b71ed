defmodule Shop.Repo.Migrations.SizeType do
  use Ecto.Migration

  def up do
    drop_if_exists index(:items, [:size])

    alter table(:items) do
      remove :size
      add :size, :text
    end
  end

  def down do
    create index(:items, [:size])

    alter table(:items) do
      remove :size
      add :size, :bigint
    end
  end
end
