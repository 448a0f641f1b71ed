defmodule Shop.Repo.Migrations.TouchOld do
  use Ecto.Migration

  def up do
    execute("DROP FUNCTION touch() CASCADE")
  end

  def down do
    raise "there is no way back"
  end
end
