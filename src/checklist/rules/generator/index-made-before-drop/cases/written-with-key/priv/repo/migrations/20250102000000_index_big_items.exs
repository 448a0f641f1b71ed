defmodule Shop.Repo.Migrations.IndexBigItems do
  use Ecto.Migration

  def up do
    create index(:items, [:name], where: "size > 10")
    #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ written
    execute("ALTER TABLE parts ADD FOREIGN KEY (name) REFERENCES items (name)")
    drop_if_exists index(:items, [:name])
  end

  def down do
    raise "there is no way back"
  end
end
