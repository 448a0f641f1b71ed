defmodule Blog.Repo.Migrations.Long do
  use Ecto.Migration

  def change do
    create unique_index("posts", [:organization_id, desc: :published_at], name: "posts_latest_index")
  # ^^^^^^ blocks
  end
end
