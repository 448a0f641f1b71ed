defmodule Blog.Repo.Migrations.AddPosts do
#         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ module
  use Ecto.Migration

  def change do
    create index(:posts, [:slug])
  end
end
