defmodule Blog.Repo.Migrations.NewTable do
  use Ecto.Migration

  def change do
    create table(:posts) do
      add :title, :text
    end

    alter table(:posts) do
      modify :title, :text, null: false, from: {:text, null: true}
    end
  end
end
