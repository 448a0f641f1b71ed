defmodule Blog.Repo.Migrations.BaseModule do
  use Ecto.Migration
  use Blog.Reversible

  def up do
    create table(:tags)
  end
end
