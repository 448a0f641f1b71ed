defmodule Blog.Repo.Migrations.UniqueVisas do
  use Ecto.Migration

  def change do
    create unique_index(:visas, [:author_id])
  end
end
