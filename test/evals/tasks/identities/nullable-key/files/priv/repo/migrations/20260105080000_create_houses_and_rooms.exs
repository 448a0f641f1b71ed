defmodule Lodge.Repo.Migrations.CreateHousesAndRooms do
  @moduledoc "Generated from the resources of the domain Lodge.Stays."

  use Ecto.Migration

  def up do
    create table(:houses, primary_key: false) do
      add :id, :uuid, null: false, default: fragment("gen_random_uuid()"), primary_key: true
      add :name, :text, null: false
      add :slug, :text, null: false
      add :inserted_at, :utc_datetime_usec, null: false
      add :updated_at, :utc_datetime_usec, null: false
    end

    create unique_index(:houses, [:slug], name: "houses_unique_slug_index")

    create table(:rooms, primary_key: false) do
      add :id, :uuid, null: false, default: fragment("gen_random_uuid()"), primary_key: true
      add :label, :text
      add :beds, :bigint, null: false
      add :nightly_rate, :decimal, null: false
      add :inserted_at, :utc_datetime_usec, null: false
      add :updated_at, :utc_datetime_usec, null: false

      add :house_id,
          references(:houses,
            column: :id,
            name: "rooms_house_id_fkey",
            type: :uuid,
            on_delete: :delete_all
          ),
          null: false
    end

    create unique_index(:rooms, [:house_id, :label], name: "rooms_unique_label_index")
  end

  def down do
    drop table(:rooms)
    drop table(:houses)
  end
end
