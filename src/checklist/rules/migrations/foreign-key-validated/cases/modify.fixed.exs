defmodule Blog.Repo.Migrations.Modify do
  use Ecto.Migration

  def up do
    alter table(:posts) do
      modify :author_id, references(:users, type: :uuid, validate: false)
      #                  ^^^^^^^^^^ checks
      modify :editor_id, references(:users, type: :uuid, validate: false)
    end

    drop constraint(:comments, "comments_post_id_fkey")

    alter table(:comments) do
      modify :post_id,
             references(:posts,
           # ^^^^^^^^^^ again
               column: :id,
               name: "comments_post_id_fkey",
               type: :uuid,
               prefix: "public",
               on_delete: :delete_all
             )
    end
  end

  def down do
    raise "no way back"
  end
end
