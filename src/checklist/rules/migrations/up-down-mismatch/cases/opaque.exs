defmodule Blog.Repo.Migrations.Opaque do
  use Ecto.Migration

  def up do
    create index(:posts, [:slug])
    create index(:posts, [:title])
  end

  def down do
    drop index(:posts, [:slug])
    Blog.Indexes.drop_rest()
  end
end
