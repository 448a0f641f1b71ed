defmodule Blog.Repo.Migrations.Down do
  use Ecto.Migration

  def up do
    drop table(:drafts)

    alter table(:posts) do
      remove :slug
      remove :state
    end
  end

  def down do
    create table(:drafts) do
      add :title, :text, null: false
    end

    alter table(:drafts) do
      add :kind, :text, null: false
    end

    alter table(:posts) do
      add :slug, :text, null: false
      #                 ^^^^^^^^^^^ down
      add :state, :text, null: false, default: "draft"

      add :author_id,
          references(:users,
            column: :id,
            name: "posts_author_id_fkey",
            type: :uuid,
            prefix: "public"
          ),
          null: false
        # ^^^^^^^^^^^ down
    end
  end
end
