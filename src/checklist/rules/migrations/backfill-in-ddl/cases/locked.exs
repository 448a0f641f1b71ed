defmodule Blog.Repo.Migrations.Locked do
  use Ecto.Migration

  def up do
    alter table(:posts) do
      add :slug, :text
    end

    execute "UPDATE posts SET slug = lower(title)"
  # ^^^^^^^ locked
    execute "UPDATE comments SET body = trim(body)"
    execute "INSERT INTO posts (title) VALUES ('Welcome')"
    execute "INSERT INTO posts (title) SELECT title FROM drafts"
  # ^^^^^^^ locked
    flush()
    repo().update_all("posts", set: [state: "draft"])
    #      ^^^^^^^^^^ locked
    Blog.Repo.insert!(%{title: "posts"})
    if System.get_env("FILL"), do: execute("UPDATE posts SET slug = 'a'")

    drop_if_exists constraint(:comments, "comments_length")
    repo().query!("DELETE FROM comments WHERE spam")
    #      ^^^^^^ locked
  end

  def down do
    raise "no way back"
  end
end
