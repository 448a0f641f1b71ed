defmodule Shop.Repo.Migrations.DropName do
  use Ecto.Migration

  def change do
    alter table(:items) do
      remove :name, :text
      add :name, :citext
    end
  end
end
