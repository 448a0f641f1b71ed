defmodule Blog.Repo.Migrations.Require do
  use Ecto.Migration

  def up do
    execute "UPDATE posts SET state = 'draft' WHERE state IS NULL"

    alter table(:posts) do
      modify :title, :text, null: false
      #                     ^^^^^^^^^^^ nulls
      modify :slug, :text, null: false
      #                    ^^^^^^^^^^^ scan (info)
      modify :state, :text, null: false
      #                     ^^^^^^^^^^^ scan (info)
      modify :kind, :text, null: false
      modify :email, :text, null: false
      modify :unheard_of, :text, null: false

      modify :author_id,
             references(:users,
               column: :id,
               name: "posts_author_id_fkey",
               type: :uuid,
               prefix: "public"
             ),
             null: false
           # ^^^^^^^^^^^ nulls
    end
  end

  def down do
    alter table(:posts) do
      modify :title, :text, null: true
      modify :slug, :text, null: true
      modify :state, :text, null: true
      modify :email, :text, null: true
    end
  end
end
