defmodule Shop.Repo.Migrations.TouchOld do
  use Ecto.Migration

  def up do
    execute("DROP FUNCTION touch()")
   #^^^^^^^ written
    execute("CREATE FUNCTION touch() RETURNS trigger AS 'BEGIN RETURN OLD; END' LANGUAGE plpgsql")
  end

  def down do
    raise "there is no way back"
  end
end
