defmodule Blog.Repo.Migrations.Remade do
  use Ecto.Migration

  def up do
    drop constraint(:posts, "posts_author_id_fkey")
    drop constraint(:posts, "posts_editor")
    drop constraint(:comments, "comments_post_id_fkey")
    drop constraint(:notes, "notes_length")
    drop constraint(:drafts, "drafts_author_id_fkey")
    drop constraint(:tags, "tags_pkey")

    alter table(:posts) do
      modify :author_id, references(:users, type: :uuid, on_delete: :delete_all)
    end

    alter table(:tags) do
      modify :name, :text, primary_key: true
    end

    create constraint(:notes, :notes_length, check: "length(body) < 100")

    alter table(:comments) do
      remove :post_id
      #      ^^^^^^^^ column
    end

    drop table(:drafts)
    #    ^^^^^^^^^^^^^^ table
  end

  def down do
    raise "no way back"
  end
end
