defmodule Blog.Repo.Migrations.Volatile do
  use Ecto.Migration

  def change do
    alter table(:posts) do
      add :token, :uuid, default: fragment("gen_random_uuid()")
      #                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ rewrites
      add :key, :uuid, null: false, default: fragment("uuid_generate_v7()")
      #                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ rewrites
      add :number, :bigserial
      #            ^^^^^^^^^^ rewrites
      add :seen_at, :utc_datetime, default: fragment("now()")
      add :made_at, :utc_datetime, default: fragment("(now() AT TIME ZONE 'utc')")
      add :state, :text, default: "random()"
      add_if_not_exists :salt, :uuid, default: fragment("gen_random_uuid()")
      modify :slug, :uuid, default: fragment("gen_random_uuid()"), from: :uuid
    end
  end
end
