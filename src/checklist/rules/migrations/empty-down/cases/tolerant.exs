defmodule Blog.Repo.Migrations.Tolerant do
  use Ecto.Migration

  def up do
    execute "CREATE OR REPLACE FUNCTION one() RETURNS int AS $$ SELECT 1; $$ LANGUAGE sql"
    create_if_not_exists index(:posts, [:slug])
  end

  def down do
    # ^^^^ stays (info)
  end
end
