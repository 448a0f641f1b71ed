defmodule Blog.Repo.Migrations.Mixed do
  use Ecto.Migration

  def change do
    create table(:comments) do
      add :post_id, :uuid
    end

    create index(:comments, [:post_id])
    create index(:posts, [:author_id])
  # ^^^^^^ blocks
    create_if_not_exists index(:posts, [:slug])
  # ^^^^^^^^^^^^^^^^^^^^ blocks
    create index(:posts, [:state], only: true)
    drop index(:posts, [:title])
  end
end
