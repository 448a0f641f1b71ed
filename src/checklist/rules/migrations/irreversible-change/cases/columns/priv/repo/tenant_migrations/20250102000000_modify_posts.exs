defmodule Blog.Repo.TenantMigrations.ModifyPosts do
  use Ecto.Migration

  def change do
    alter table(:posts, prefix: prefix()) do
      modify :title, :text
    # ^^^^^^ modify
      modify(:total, :decimal, precision: 10, scale: 4)
    # ^^^^^^ modify
      modify :state, :string, null: true, default: "another long default", size: 120
    # ^^^^^^ modify
      modify :id, :bigint, primary_key: true
    # ^^^^^^ modify
    end

    alter table(:posts, prefix: prefix()) do
      modify :title, :citext, null: false, default: ""
    # ^^^^^^ modify
    end
  end
end
