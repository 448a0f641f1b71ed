defmodule Blog.Repo.Migrations.Unknown do
  use Ecto.Migration

  def up do
    Blog.Backfill.run()
  end

  def down, do: :ok
end
