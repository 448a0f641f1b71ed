defmodule Blog.Repo.Migrations.Answered do
  use Ecto.Migration

  def up do
    drop table(:drafts)
  end

  def down do
    # Rollback would require recreating the table manually
    create table(:drafts) do
      add :title, :text
    end
  end
end
