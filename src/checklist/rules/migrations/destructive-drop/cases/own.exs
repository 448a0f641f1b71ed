defmodule Blog.Repo.Migrations.Own do
  use Ecto.Migration

  def change do
    create table(:mapping) do
      add :old, :text
    end

    alter table(:posts) do
      add :scratch, :text
    end

    alter table(:posts) do
      remove :scratch, :text
    end

    alter table(:mapping) do
      remove :old, :text
    end

    drop table(:mapping)
  end
end
