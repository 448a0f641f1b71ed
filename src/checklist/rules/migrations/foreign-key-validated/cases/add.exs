defmodule Blog.Repo.Migrations.Add do
  use Ecto.Migration

  def change do
    create table(:posts) do
      add :author_id, references(:users)
    end

    alter table(:posts) do
      modify :author_id, references(:users), from: references(:users)
    end

    alter table(:users) do
      add :boss_id, references(:users)
      #             ^^^^^^^^^^ added (hint)
      add :team_id, references(:teams), default: 1
      #             ^^^^^^^^^^ checks
    end
  end
end
