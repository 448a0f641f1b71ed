defmodule Blog.Repo.Migrations.NotRun do
  use Ecto.Migration

  def change do
    execute("SELECT make_status_type()")
  end
end
