defmodule Blog.Repo.Migrations.AddPosts do
#         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ name
  use Ecto.Migration

  def change do
    create index(:posts, [:slug])
  end
end
