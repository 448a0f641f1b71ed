defmodule Blog.Repo.Migrations.Generated do
  use Ecto.Migration

  def up do
    create unique_index(:posts, [:organization_id, :slug],
  # ^^^^^^ blocks
             name: "posts_unique_slug_index",
             where: "(archived_at IS NULL)"
           )
  end

  def down do
    drop_if_exists unique_index(:posts, [:organization_id, :slug],
                     name: "posts_unique_slug_index"
                   )
  end
end
