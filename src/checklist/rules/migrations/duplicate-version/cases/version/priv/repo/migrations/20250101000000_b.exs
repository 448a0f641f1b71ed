defmodule Blog.Repo.Migrations.B do
#         ^^^^^^^^^^^^^^^^^^^^^^ version
  use Ecto.Migration

  def change do
    create index(:posts, [:slug])
  end
end
