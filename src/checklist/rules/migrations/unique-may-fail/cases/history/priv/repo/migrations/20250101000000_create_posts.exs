defmodule Blog.Repo.Migrations.CreatePosts do
  use Ecto.Migration

  def change do
    create table(:posts) do
      add :title, :text
      add :slug, :text
      add :number, :integer
      add :place_id, :integer
    end

    create unique_index(:posts, [:slug])
    create unique_index(:posts, [:number, :place_id])
    create unique_index(:posts, [:title], where: "number > 0", name: "posts_first")
  end
end
