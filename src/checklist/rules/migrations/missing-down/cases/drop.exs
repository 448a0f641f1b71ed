defmodule Blog.Repo.Migrations.Drop do
  use Ecto.Migration

  def up do
    # ^^ missing (warning)
    drop table(:drafts)
    drop_if_exists constraint(:posts, :title_present)
  end
end
