defmodule Blog.Repo.Migrations.Drops do
  use Ecto.Migration

  def up do
    drop table(:drafts)
    drop_if_exists index(:posts, [:slug])
    execute "ALTER TABLE posts DROP COLUMN IF EXISTS subtitle"
    execute "DROP TABLE IF EXISTS notes"

    alter table(:posts) do
      remove :summary
      remove_if_exists :teaser
    end
  end

  def down, do: :ok
    # ^^^^ dropped
end
