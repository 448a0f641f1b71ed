defmodule Blog.Repo.Migrations.Carried do
  use Ecto.Migration

  def up do
    execute "UPDATE posts SET title = coalesce(title, legacy)"
    execute "INSERT INTO posts (title) SELECT title FROM drafts"

    alter table(:posts) do
      remove :legacy
      #      ^^^^^^^ carried (info)
    end

    drop table(:drafts)
    #    ^^^^^^^^^^^^^^ carried (info)
  end

  def down do
    raise "no way back"
  end
end
