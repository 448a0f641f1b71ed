defmodule Blog.Repo.Migrations.Unclear do
  use Ecto.Migration

  def change do
    if column_missing?() do
      alter table(:posts) do
        add :slug, :text, null: false
      end
    end

    for table <- tables() do
      alter table(table) do
        add :slug, :text, null: false
      end
    end

    alter table(:posts) do
      add :kind, :text, options()
    end
  end

  defp column_missing?, do: true
  defp tables, do: Application.get_env(:blog, :tables)
  defp options, do: Application.get_env(:blog, :options)
end
