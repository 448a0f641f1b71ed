defmodule Blog.Repo.Migrations.RemoveColumns do
  use Ecto.Migration

  def change do
    alter table(:posts) do
      remove :title
    # ^^^^^^ remove
      remove(:views)
    # ^^^^^^ remove
      remove :price
    # ^^^^^^ remove
      remove :state
    # ^^^^^^ remove
      remove :author_id
    # ^^^^^^ remove
      remove :updated_at
    # ^^^^^^ remove
      remove :inserted_at
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
