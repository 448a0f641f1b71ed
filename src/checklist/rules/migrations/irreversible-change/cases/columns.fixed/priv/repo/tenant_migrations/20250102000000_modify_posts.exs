defmodule Blog.Repo.TenantMigrations.ModifyPosts do
  use Ecto.Migration

  def change do
    alter table(:posts, prefix: prefix()) do
      modify :title, :text, from: :string
    # ^^^^^^ modify
      modify(:total, :decimal, precision: 10, scale: 4, from: {:decimal, precision: 8, scale: 2})

    # ^^^^^^ modify
      modify :state, :string,
        null: true,
        default: "another long default",
        size: 120,
        from:
          {:text,
           null: false,
           default: "a rather long default that fills the line up to its end, and more"}

    # ^^^^^^ modify
      modify :id, :bigint, primary_key: true
    # ^^^^^^ modify
    end

    alter table(:posts, prefix: prefix()) do
      modify :title, :citext, null: false, default: "", from: {:text, null: true, default: nil}
    # ^^^^^^ modify
    end
  end
end
