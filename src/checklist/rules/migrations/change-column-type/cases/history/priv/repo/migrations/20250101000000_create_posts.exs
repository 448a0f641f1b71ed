defmodule Blog.Repo.Migrations.CreatePosts do
  use Ecto.Migration

  def change do
    create table(:posts) do
      add :title, :string, size: 80
      add :slug, :text
      add :body, :text
      add :tag, :text
      add :tags, {:array, :text}
      add :views, :integer
      add :price, :decimal, precision: 10, scale: 2
      add :fee, :decimal
      add :ratio, :float
      add :published, :boolean
      add :written_at, :utc_datetime
      add :read_at, :utc_datetime_usec
      add :meta, :map
      add :token, :uuid
      add :editor_id, references(:users, type: :uuid)
    end

    execute "ALTER TABLE posts ALTER COLUMN body TYPE jsonb USING body::jsonb", ""
  end
end
