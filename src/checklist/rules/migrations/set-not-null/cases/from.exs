defmodule Blog.Repo.Migrations.From do
  use Ecto.Migration

  def change do
    alter table(:posts) do
      modify :title, :text, null: false, from: {:text, null: true}
      #                     ^^^^^^^^^^^ nulls
      modify :slug, :text, null: false, from: {:text, null: false}
    end
  end
end
