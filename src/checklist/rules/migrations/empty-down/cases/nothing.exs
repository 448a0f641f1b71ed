defmodule Blog.Repo.Migrations.Nothing do
  use Ecto.Migration

  def up do
    # ^^ nothing (info)
    # The table is not there yet.
  end

  def down do
    :ok
  end
end
