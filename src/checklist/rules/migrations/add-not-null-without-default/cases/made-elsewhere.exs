defmodule Blog.Repo.Migrations.MadeElsewhere do
  use Ecto.Migration

  def change do
    Blog.Tables.create()

    alter table(:posts) do
      add :slug, :text, null: false
    end
  end
end
