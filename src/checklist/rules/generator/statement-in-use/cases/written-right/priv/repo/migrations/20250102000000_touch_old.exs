defmodule Shop.Repo.Migrations.TouchOld do
  use Ecto.Migration

  def up do
    execute("CREATE OR REPLACE FUNCTION touch() RETURNS trigger AS 'BEGIN RETURN OLD; END' LANGUAGE plpgsql")
  end

  def down do
    raise "there is no way back"
  end
end
