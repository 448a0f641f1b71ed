defmodule Blog.Repo.Migrations.NewTable do
  use Ecto.Migration

  def change do
    create table(:posts) do
      add :token, :uuid, default: fragment("gen_random_uuid()")
    end

    alter table(:posts) do
      add :key, :uuid, default: fragment("gen_random_uuid()")
    end
  end
end
