defmodule Blog.Repo.Migrations.Drops do
  use Ecto.Migration

  def up do
    alter table(:posts) do
      remove :legacy
      #      ^^^^^^^ column
      remove_if_exists :older
      #                ^^^^^^ column
      remove :body
      #      ^^^^^ replaced (info)
      add :body, :map
    end

    drop table(:drafts)
    #    ^^^^^^^^^^^^^^ table
    drop_if_exists table(:notes)
    #              ^^^^^^^^^^^^^ table
    drop constraint(:comments, "comments_length_check")
    #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ constraint (info)
    drop_if_exists constraint(:comments, "comments_kind_check")
  end

  def down do
    raise "no way back"
  end
end
