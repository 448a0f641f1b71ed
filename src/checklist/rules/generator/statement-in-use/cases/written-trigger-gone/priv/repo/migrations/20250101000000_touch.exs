defmodule Shop.Repo.Migrations.Touch do
  use Ecto.Migration

  def up do
    execute("CREATE FUNCTION touch() RETURNS trigger AS 'BEGIN RETURN NEW; END' LANGUAGE plpgsql")
    execute("CREATE TRIGGER touched BEFORE UPDATE ON items EXECUTE FUNCTION touch()")
  end

  def down do
    execute("DROP TRIGGER touched ON items")
    execute("DROP FUNCTION touch()")
  end
end
