defmodule Shop.Repo.Migrations.Code do
  use Ecto.Migration

  def up do
    alter table(:items) do
      add :code, :text, null: false
    end

    drop constraint(:items, "items_pkey")
    execute("ALTER TABLE \"items\" ADD PRIMARY KEY (id, code)")
  end

  def down do
    raise "there is no way back"
  end
end
