defmodule Blog.Repo.Migrations.Beside do
  use Ecto.Migration

  def up do
    drop constraint(:drafts, "drafts_author_id_fkey")

    drop table(:drafts)

    alter table(:posts) do
      add :state, :text
    end
  end

  def down do
    alter table(:posts) do
      remove :state
    end

    raise Ecto.MigrationError, message: "This migration cannot be rolled back"
  # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ comment

    alter table(:drafts) do
      modify :author_id, references(:users, type: :uuid)
    end
  end
end
