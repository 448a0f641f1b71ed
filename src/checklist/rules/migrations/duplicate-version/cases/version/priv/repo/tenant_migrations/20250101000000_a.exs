defmodule Blog.Repo.Migrations.TenantA do
  use Ecto.Migration

  def change do
    create index(:posts, [:slug])
  end
end
