defmodule Blog.Repo.Migrations.CreatePosts2 do
  use Ecto.Migration

  def change do
    alter table(:posts) do
      add :slug, :text, null: false
    end
  end
end
