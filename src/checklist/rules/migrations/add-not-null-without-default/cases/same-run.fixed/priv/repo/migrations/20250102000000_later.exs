defmodule Blog.Repo.Migrations.Later do
  use Ecto.Migration

  def change do
    alter table(:posts) do
      add :state, :text
      #                  ^^^^^^^^^^^ added
    end
  end
end
