defmodule Blog.Repo.Migrations.Again do
  use Ecto.Migration

  def up do
    alter table(:posts) do
      modify :title, :text, null: false
      add :subtitle, :text, default: ""
    end

    alter table(:posts) do
      modify :subtitle, :text, null: false
      #                        ^^^^^^^^^^^ scan (info)
    end
  end

  def down do
    alter table(:posts) do
      remove :subtitle
    end
  end
end
