defmodule Blog.Repo.Migrations.Loop do
  use Ecto.Migration

  def change do
    for table <- [:posts, :pages] do
      alter table(table) do
        add :slug, :text, null: false
        #                 ^^^^^^^^^^^ added
        #                 ^^^^^^^^^^^ added
      end
    end
  end
end
