defmodule Blog.Repo.Migrations.Raises do
  use Ecto.Migration

  def up do
    create index(:posts, [:slug])
  end

  def down do
    drop index(:posts, [:title])
    raise "no way back"
  end
end
