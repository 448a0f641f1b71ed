defmodule Blog.Repo.TenantMigrations.CreatePosts do
  use Ecto.Migration

  def change do
    create table(:posts, primary_key: false, prefix: prefix()) do
      add :id, :uuid, primary_key: true
      add :title, :string
      add :total, :decimal, precision: 8, scale: 2

      add :state, :text,
        null: false,
        default: "a rather long default that fills the line up to its end, and more"
    end
  end
end
