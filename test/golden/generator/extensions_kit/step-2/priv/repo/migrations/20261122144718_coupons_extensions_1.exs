defmodule Depot.Repo.Migrations.CouponsExtensions1 do
  @moduledoc """
  Stands for a migration of AshPostgres' extensions: its functions have the same names and signatures only.
  """

  use Ecto.Migration

  def up do
    execute("CREATE EXTENSION IF NOT EXISTS \"citext\"")
    execute("CREATE EXTENSION IF NOT EXISTS \"pg_trgm\"")
  end

  def down do
    :ok
  end
end
