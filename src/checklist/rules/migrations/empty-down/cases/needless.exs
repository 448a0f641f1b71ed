defmodule Blog.Repo.Migrations.Needless do
  use Ecto.Migration

  # The index was already created by hand.
  def change do
  end
end
