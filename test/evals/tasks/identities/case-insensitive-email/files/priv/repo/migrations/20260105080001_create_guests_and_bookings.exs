defmodule Lodge.Repo.Migrations.CreateGuestsAndBookings do
  @moduledoc "Generated from the resources of the domains Lodge.Accounts and Lodge.Stays."

  use Ecto.Migration

  def up do
    create table(:guests, primary_key: false) do
      add :id, :uuid, null: false, default: fragment("gen_random_uuid()"), primary_key: true
      add :email, :text, null: false
      add :name, :text, null: false
      add :inserted_at, :utc_datetime_usec, null: false
      add :updated_at, :utc_datetime_usec, null: false
    end

    create unique_index(:guests, [:email], name: "guests_unique_email_index")

    create table(:bookings, primary_key: false) do
      add :id, :uuid, null: false, default: fragment("gen_random_uuid()"), primary_key: true
      add :starts_on, :date, null: false
      add :ends_on, :date, null: false
      add :note, :text
      add :status, :text, null: false, default: "requested"
      add :cancelled_at, :utc_datetime_usec
      add :inserted_at, :utc_datetime_usec, null: false
      add :updated_at, :utc_datetime_usec, null: false

      add :room_id,
          references(:rooms,
            column: :id,
            name: "bookings_room_id_fkey",
            type: :uuid,
            on_delete: :restrict
          ),
          null: false

      add :guest_id,
          references(:guests,
            column: :id,
            name: "bookings_guest_id_fkey",
            type: :uuid,
            on_delete: :restrict
          ),
          null: false
    end

    create index(:bookings, [:room_id])
    create index(:bookings, [:guest_id])
  end

  def down do
    drop table(:bookings)
    drop table(:guests)
  end
end
