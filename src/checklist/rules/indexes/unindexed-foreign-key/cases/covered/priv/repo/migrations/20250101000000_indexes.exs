defmodule Blog.Repo.Migrations.Indexes do
  use Ecto.Migration

  def up do
    create index(:comments, [:migrated_id, :inserted_at])
    execute "CREATE INDEX CONCURRENTLY comments_raw ON public.comments (raw_id DESC) INCLUDE (id)"

    execute """
    ALTER TABLE comments
      ADD CONSTRAINT comments_seats EXCLUDE USING gist (inserted_at WITH =, seat_id WITH =)
    """

    for column <- [:looped_id] do
      create index(:comments, [column])
    end

    create index(:articles, [:dropped_id])
    create index(:articles, [:former_id])
    rename table(:articles), to: table(:posts)
    rename table(:posts), :former_id, to: :renamed_id
    drop index(:articles, [:dropped_id])
  end

  def down do
    :ok
  end
end
