defmodule Blog.Repo.Migrations.Declared do
  use Ecto.Migration

  # Irreversible: the drafts are gone.
  def up do
    # ^^ missing (hint)
    drop table(:drafts)
  end
end
