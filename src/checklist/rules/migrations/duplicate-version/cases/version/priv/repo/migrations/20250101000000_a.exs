defmodule Blog.Repo.Migrations.A do
#         ^^^^^^^^^^^^^^^^^^^^^^ version
  use Ecto.Migration

  def change do
    create index(:posts, [:slug])
  end
end
