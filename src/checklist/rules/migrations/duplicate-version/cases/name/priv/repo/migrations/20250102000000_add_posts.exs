defmodule Blog.Repo.Migrations.AddPostsAgain do
#         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ name
  use Ecto.Migration

  def change do
    create index(:posts, [:slug])
  end
end
