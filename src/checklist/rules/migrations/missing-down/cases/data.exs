defmodule Blog.Repo.Migrations.Data do
  use Ecto.Migration

  def up do
    # ^^ missing
    alter table(:posts) do
      add :slug, :text
    end

    execute "UPDATE posts SET slug = id::text"
  end
end
