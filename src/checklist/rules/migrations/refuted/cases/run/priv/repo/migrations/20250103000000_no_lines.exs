defmodule Blog.Repo.Migrations.NoLines do
  #       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ refuted
  use Ecto.Migration

  def change do
    execute("SELECT make()", "SELECT unmake()")
  end
end
