defmodule Blog.Repo.Migrations.New do
  use Ecto.Migration

  def change do
    create table(:users) do
      add :name, :text
    end

    rename table(:users), :name, to: :full_name
    rename table(:users), to: table(:people)

    alter table(:posts) do
      add :writer, :text
    end

    rename table(:posts), :writer, to: :author
  end
end
