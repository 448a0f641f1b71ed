defmodule Shop.Repo.Migrations.UniqueName do
  use Ecto.Migration

  def change do
    drop index(:items, [:name])
    create unique_index(:items, [:name])
    create_if_not_exists index(:items, [:name])
  end
end
