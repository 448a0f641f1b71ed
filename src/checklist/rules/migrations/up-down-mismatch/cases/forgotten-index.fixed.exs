defmodule Blog.Repo.Migrations.ForgottenIndex do
  use Ecto.Migration

  def up do
    create index(:posts, [:slug])

    create unique_index(:posts, [:title], name: "posts_unique_title_index")
  # ^^^^^^ stays
  end

  def down do
    drop index(:posts, [:title], name: "posts_unique_title_index")

    drop index(:posts, [:slug])
  end
end
