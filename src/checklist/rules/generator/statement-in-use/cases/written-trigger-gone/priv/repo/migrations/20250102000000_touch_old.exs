defmodule Shop.Repo.Migrations.TouchOld do
  use Ecto.Migration

  def up do
    execute("DROP TRIGGER touched ON items")
    execute("DROP FUNCTION touch()")
  end

  def down do
    raise "there is no way back"
  end
end
