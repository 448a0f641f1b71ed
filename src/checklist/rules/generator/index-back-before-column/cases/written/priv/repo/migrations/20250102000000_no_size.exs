defmodule Shop.Repo.Migrations.NoSize do
  use Ecto.Migration

  def up do
    drop_if_exists index(:items, [:name, :size])

    alter table(:items) do
      remove :size
    end
  end

  def down do
    create index(:items, [:name, :size])
    #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ written

    alter table(:items) do
      add :size, :bigint
    end
  end
end
