defmodule Blog.Repo.Migrations.ForgottenColumns do
  use Ecto.Migration

  def up do
    alter table(:posts) do
      add :slug, :text
    # ^^^ stays
      remove :legacy
    # ^^^^^^ missing
      add :author_id, references(:users)
    end
  end

  def down do
    alter table(:posts) do
      remove :author_id
    end

    drop table(:note)
  # ^^^^ lost
  end
end
