defmodule Blog.Repo.Migrations.Drop do
  use Ecto.Migration

  def change do
    drop table(:drafts)
  # ^^^^ drop
    drop_if_exists constraint(:posts, :title_present)
  # ^^^^^^^^^^^^^^ drop
    drop index(:posts, [:slug])
    drop_if_exists unique_index(:posts, [:title])
    rename table(:posts), :body, to: :text
    rename table(:notes), to: table(:remarks)
    create constraint(:posts, :title_set, check: "title <> ''")
    create_if_not_exists index(:posts, [:body])
    create table(:tags)
  end
end
