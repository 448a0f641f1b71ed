defmodule Blog.Repo.Migrations.IndexPosts do
  use Ecto.Migration

  def up do
    create unique_index(:posts, [:title])
  # ^^^^^^ duplicates
    create unique_index(:posts, ["lower(title)", :number], where: "number > 1")
  # ^^^^^^ duplicates
    create unique_index(:posts, [:number], nulls_distinct: false, name: "posts_number", prefix: "blog")
  # ^^^^^^ duplicates
    drop index(:posts, [:slug])
    create unique_index(:posts, [:slug, :title])
    create unique_index(:posts, [:id, :title])
    create unique_index(:posts, [:title, :slug], where: "number > 0")
    create unique_index(:posts, [:title], where: "number > 0", name: "posts_second")

    rename table(:posts), :place_id, to: :venue_id
    create unique_index(:posts, [:venue_id, :number])

    alter table(:posts) do
      add :token, :uuid
      add :kind, :text, default: "post"
    end

    create unique_index(:posts, [:token])
    create unique_index(:posts, [:kind])
  # ^^^^^^ duplicates
  end

  def down do
    raise "no way back"
  end
end
