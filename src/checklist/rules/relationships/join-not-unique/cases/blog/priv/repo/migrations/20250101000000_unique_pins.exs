defmodule Blog.Repo.Migrations.UniquePins do
  use Ecto.Migration

  def up do
    execute "CREATE UNIQUE INDEX post_pins_once ON post_pins (tag_id, post_id)"
  end

  def down do
    execute "DROP INDEX post_pins_once"
  end
end
