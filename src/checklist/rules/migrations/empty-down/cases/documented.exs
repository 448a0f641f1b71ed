defmodule Blog.Repo.Migrations.Documented do
  @moduledoc """
  Gives every post a slug. `down` is a no-op: older code does not look at it.
  """

  use Ecto.Migration

  def up do
    execute "UPDATE posts SET slug = id::text"
  end

  def down, do: :ok
end
