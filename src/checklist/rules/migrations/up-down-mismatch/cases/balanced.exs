defmodule Blog.Repo.Migrations.Balanced do
  use Ecto.Migration

  def up do
    create_if_not_exists index(:posts, [:kind])

    alter table(:posts) do
      add :slug, :text
      add :author_id, references(:users, name: "posts_author_id_fkey")
      remove :legacy
    end

    create index(:posts, [:slug])
    create index(:posts, [:title], name: "posts_by_title")
    create constraint(:posts, :posts_slug, check: "length(slug) > 3")
    rename table(:posts), :text, to: :body
    rename index(:posts, [:a], name: "old_name"), to: "new_name"

    drop constraint(:comments, "comments_post_id_fkey")

    alter table(:comments) do
      modify :post_id, references(:posts, on_delete: :delete_all)
    end

    create table(:notes) do
      add :title, :text
    end

    create index(:notes, [:title])
    execute "CREATE INDEX by_state ON posts (state)"
  end

  def down do
    execute "DROP INDEX by_state"
    drop table(:notes)
    drop constraint(:comments, "comments_post_id_fkey")

    alter table(:comments) do
      modify :post_id, references(:posts)
    end

    rename index(:posts, [:a], name: "new_name"), to: "old_name"
    rename table(:posts), :body, to: :text
    drop index(:posts, [:title], name: "posts_by_title")
    drop_if_exists index(:posts, [:never_there])
    drop constraint(:posts, "posts_author_id_fkey")

    alter table(:posts) do
      add :legacy, :text
      remove :author_id
      remove :slug
    end
  end
end
