defmodule Blog.Repo.Migrations.Change do
  use Ecto.Migration

  def change do
    alter table(:posts) do
      remove :slug, :text
      #                    ^^^^^^^^^^^ change
      remove :state, :text, null: false, default: "draft"
      remove :kind, :text
    end
  end
end
