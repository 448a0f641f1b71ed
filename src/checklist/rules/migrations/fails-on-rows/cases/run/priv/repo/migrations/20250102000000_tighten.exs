defmodule Blog.Repo.Migrations.Tighten do
  use Ecto.Migration

  def up do
    execute("SELECT add_required_column()")
  # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ always
    create constraint(:posts, :short_title, check: "length(title) < 10")
  # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ values (info)
  end

  def down do
    drop constraint(:posts, :short_title)
    execute("SELECT drop_required_column()")
  end
end
