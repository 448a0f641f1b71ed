defmodule Blog.Repo.Migrations.ChangeTypes do
  use Ecto.Migration

  def up do
    alter table(:posts) do
      modify :title, :text
      modify :slug, :citext
      #             ^^^^^^^ reindexes (info)
      modify :body, :map
      modify :tag, {:array, :text}
      #            ^^^^^^^^^^^^^^^ impossible (error)
      modify :tags, :map
      #             ^^^^ impossible (error)
      modify :views, :bigint
      #              ^^^^^^^ rewrites
      modify :price, :decimal, precision: 12
      #              ^^^^^^^^ rounds
      modify :fee, :decimal, precision: 12, scale: 4
      #            ^^^^^^^^ rounds
      modify :ratio, :integer
      #              ^^^^^^^^ rounds
      modify :published, :text
      #                  ^^^^^ rewrites
      modify :written_at, :utc_datetime_usec
      modify :read_at, :utc_datetime
      #                ^^^^^^^^^^^^^ rounds
      modify :meta, {:array, :map}
      #             ^^^^^^^^^^^^^^ impossible (error)
      modify :token, :uuid, null: false
      modify :editor_id, references(:users, type: :uuid, on_delete: :delete_all)
    end
  end

  def down do
    raise "no way back"
  end
end
