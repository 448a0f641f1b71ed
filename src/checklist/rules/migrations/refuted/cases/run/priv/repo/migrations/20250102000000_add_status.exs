defmodule Blog.Repo.Migrations.AddStatus do
  use Ecto.Migration

  def up do
    execute("SELECT make_status_type()")
  # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ down
  # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ again

    alter table(:posts) do
      add :status, :status
    end

    create index(:posts, [:status])
  # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ up
  end

  def down do
    alter table(:posts) do
      remove :status
    end
  end
end
