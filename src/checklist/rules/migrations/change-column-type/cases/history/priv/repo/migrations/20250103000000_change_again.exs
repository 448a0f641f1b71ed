defmodule Blog.Repo.Migrations.ChangeAgain do
  use Ecto.Migration

  def up do
    alter table(:posts) do
      modify :title, :string, size: 40
      #              ^^^^^^^ shortens
      modify :fee, :decimal, precision: 14, scale: 4
      modify :token, :vector, size: 3
    end
  end

  def down do
    raise "no way back"
  end
end
