defmodule Blog.Repo.Migrations.View do
  use Ecto.Migration

  def change do
    rename table(:writers), to: table(:authors)
    execute "CREATE VIEW writers AS SELECT * FROM authors", "DROP VIEW writers"
  end
end
