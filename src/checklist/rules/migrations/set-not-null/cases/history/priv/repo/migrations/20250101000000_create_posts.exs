defmodule Blog.Repo.Migrations.CreatePosts do
  use Ecto.Migration

  def change do
    create table(:posts) do
      add :title, :text
      add :slug, :text
      add :state, :text
      add :kind, :text, null: false
      add :email, :text
      add :author_id, references(:users, type: :uuid)
    end
  end
end
