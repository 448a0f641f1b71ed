defmodule Blog.Repo.Migrations.ForgottenConstraint do
  use Ecto.Migration

  def up do
    create index(:posts, [:slug])
    create constraint(:posts, :posts_length, check: "length(title) > 3")
  # ^^^^^^ stays
  end

  def down do
    drop index(:posts, [:slug])
  end
end
