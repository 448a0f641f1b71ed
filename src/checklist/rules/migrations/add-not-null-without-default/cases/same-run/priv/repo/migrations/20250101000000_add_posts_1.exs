defmodule Blog.Repo.Migrations.CreatePosts1 do
  use Ecto.Migration

  def change do
    create table(:posts) do
      add :title, :text
    end
  end
end
