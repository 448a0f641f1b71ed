defmodule Blog.Repo.Migrations.Declared do
  @moduledoc """
  Drops the drafts. This is a one-way migration.
  """

  use Ecto.Migration

  def change do
    drop table(:drafts)
  # ^^^^ drop (hint)
  end
end
