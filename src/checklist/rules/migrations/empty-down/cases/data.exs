defmodule Blog.Repo.Migrations.Data do
  use Ecto.Migration

  def up do
    execute """
    UPDATE posts SET slug = lower(title)
    """

    repo().update_all("posts", set: [seen: false])
  end

  def down, do: :ok
    # ^^^^ data (info)
end
