defmodule Blog.Repo.Migrations.NoWayBack do
  use Ecto.Migration

  def up do
    execute("SELECT merge_duplicates()")
  end

  def down do
    raise "duplicates cannot be told apart again"
  # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ down (hint)
  end
end
