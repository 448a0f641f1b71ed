defmodule Blog.Repo.Migrations.Renames do
  use Ecto.Migration

  def change do
    rename table(:users), :name, to: :full_name
  # ^^^^^^ column
    rename table(:writers), to: table(:authors)
  # ^^^^^^ table
    rename index(:users, [:name], name: "users_name"), to: "users_full_name"
  end
end
