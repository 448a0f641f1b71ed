defmodule Blog.Repo.Migrations.Unclear do
  use Ecto.Migration

  def change do
    if large?(), do: create(index(:posts, [:author_id]))
    create index(:posts, [:slug], options())
  end

  defp large?, do: System.get_env("LARGE") == "true"
  defp options, do: Application.get_env(:blog, :index_options)
end
