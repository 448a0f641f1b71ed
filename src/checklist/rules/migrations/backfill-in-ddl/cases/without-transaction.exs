defmodule Blog.Repo.Migrations.WithoutTransaction do
  use Ecto.Migration
  @disable_ddl_transaction true

  def up do
    alter table(:posts) do
      add_if_not_exists :slug, :text
    end

    execute "UPDATE posts SET slug = lower(title)"
  end

  def down do
    raise "no way back"
  end
end
