defmodule Blog.Repo.Migrations.RequireAuthors do
  use Ecto.Migration

  def up do
    alter table(:letters) do
      modify :author_id, :uuid, null: false
    end

    alter table(:notes) do
      modify :author_id, :uuid, null: false
    end

    alter table(:notes) do
      modify :author_id, :uuid, null: true
    end

    execute "ALTER TABLE memos ALTER COLUMN author_id SET NOT NULL"
  end

  def down do
    alter table(:letters) do
      modify :author_id, :uuid, null: true
    end

    execute "ALTER TABLE memos ALTER COLUMN author_id DROP NOT NULL"
  end
end
