defmodule Blog.Repo.Migrations.Modified do
  use Ecto.Migration

  def up do
    alter table(:posts) do
      add :subtitle, :text
      modify :title, :text
    end
  end

  def down, do: :ok
    # ^^^^ schema
end
