defmodule Blog.Repo.Migrations.Schema do
  use Ecto.Migration

  def up do
    alter table(:posts) do
      add :subtitle, :text
    end

    create index(:posts, [:subtitle])
  end

  def down, do: :ok
    # ^^^^ created
end
