defmodule Blog.Repo.Migrations.FillPosts do
  use Ecto.Migration

  def up do
    execute "UPDATE posts SET slug = lower(title) WHERE slug IS NULL"
    create constraint(:posts, :email_present, check: "email IS NOT NULL", validate: false)
  end

  def down do
    drop constraint(:posts, :email_present)
  end
end
