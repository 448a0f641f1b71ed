defmodule Blog.Repo.Migrations.Lenient do
  use Ecto.Migration

  def up do
    execute "ALTER TABLE posts ADD COLUMN IF NOT EXISTS price numeric(10, 2)"
    create_if_not_exists table(:tags)
  end

  def down, do: :ok
    # ^^^^ schema
end
