defmodule Shop.Repo.Migrations.CreateItems do
  use Ecto.Migration

  def change do
    create table(:items) do
      add :name, :text
    end

    create index(:items, [:name])
    execute("DROP INDEX items_name_index", "CREATE INDEX items_name_index ON items (name)")
    create unique_index(:items, [:name])
  end
end
