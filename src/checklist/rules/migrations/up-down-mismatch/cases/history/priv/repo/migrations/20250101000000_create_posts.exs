defmodule Blog.Repo.Migrations.CreatePosts do
  use Ecto.Migration

  def change do
    create table(:posts) do
      add :title, :string
      add :body, :text
      add :state, :text
      add :views, :integer
      add :legacy, :text
      add :kind, :text
    end
  end
end
