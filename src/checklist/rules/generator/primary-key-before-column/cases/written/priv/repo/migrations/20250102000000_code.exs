defmodule Shop.Repo.Migrations.Code do
  use Ecto.Migration

  def up do
    drop constraint(:items, "items_pkey")
    execute("ALTER TABLE \"items\" ADD PRIMARY KEY (id, code)")
   #^^^^^^^ written

    alter table(:items) do
      add :code, :text, null: false
    end
  end

  def down do
    raise "there is no way back"
  end
end
