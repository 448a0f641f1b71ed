defmodule Blog.Repo.Migrations.RemoveColumns do
  use Ecto.Migration

  def change do
    alter table(:posts) do
      remove :title, :string, size: 80
    # ^^^^^^ remove
      remove(:views, :integer, default: 1_000_000)
    # ^^^^^^ remove
      remove :price, :decimal, precision: 10, scale: 2
    # ^^^^^^ remove
      remove :state, :string, null: false, default: "draft"

    # ^^^^^^ remove
      remove :author_id,
             references(:users,
               column: :id,
               name: "articles_author_id_fkey",
               type: :uuid,
               prefix: "public",
               on_delete: :nilify_all
             )

    # ^^^^^^ remove
      remove :updated_at

    # ^^^^^^ remove
      remove :inserted_at, :utc_datetime_usec,
        null: false,
        default: fragment("(now() AT TIME ZONE 'utc')")

    # ^^^^^^ remove
      remove :tags
    # ^^^^^^ remove
      remove :unheard_of
    # ^^^^^^ remove
      remove :body, :text
      remove_if_exists :subtitle
    # ^^^^^^^^^^^^^^^^ tolerant
      add_if_not_exists :summary, :text
    # ^^^^^^^^^^^^^^^^^ tolerant
      add :slug, :text
    end
  end
end
