defmodule Blog.Repo.Migrations.From do
  use Ecto.Migration

  def change do
    alter table(:posts) do
      modify :device, :text, from: :uuid
      #               ^^^^^ rewrites
      modify :number, :integer, from: :string
      #               ^^^^^^^^ impossible (error)
      modify :title, :text, from: :string
    end
  end
end
