defmodule Blog.Repo.Migrations.ChangePosts do
  use Ecto.Migration

  def up do
    alter table(:posts) do
      modify :title, :text
      modify :body, :map
      #             ^^^^ unrestored (info)
      modify :state, :text, null: false
      #                     ^^^^^^^^^^^ required
      modify :views, :bigint
      modify :kind, :text, null: false
      remove :legacy
      add :fresh, :text
    end

    alter table(:posts) do
      modify :fresh, :text, null: false
    end
  end

  def down do
    alter table(:posts) do
      modify :title, :string
      modify :views, :bigint
      #              ^^^^^^^ type (info)
      modify :state, :text, default: nil
      modify :kind, :text, null: true
      add :legacy, :integer
      #            ^^^^^^^^ type (info)
      remove :fresh
    end
  end
end
