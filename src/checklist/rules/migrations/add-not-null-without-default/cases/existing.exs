defmodule Blog.Repo.Migrations.Existing do
  use Ecto.Migration

  def change do
    alter table(:posts) do
      add :slug, :text, null: false
      #                 ^^^^^^^^^^^ added
      add(:state, :text, null: false, default: nil)
      #                  ^^^^^^^^^^^ added
      add :views, :integer, null: false, default: 0
      add :subtitle, :text
      add :number, :bigserial, null: false
      add :search, :tsvector, null: false, generated: "ALWAYS AS (to_tsvector('english', title)) STORED"
      add_if_not_exists :kind, :text, null: false

      add :author_id,
          references(:users,
            column: :id,
            name: "posts_author_id_fkey",
            type: :uuid,
            prefix: "public",
            on_delete: :delete_all
          ),
          null: false
        # ^^^^^^^^^^^ added

      timestamps(type: :utc_datetime)
    # ^^^^^^^^^^ added
      timestamps(type: :utc_datetime, inserted_at: :made_at, updated_at: false, null: true)
    end
  end
end
