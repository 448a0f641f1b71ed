defmodule Lodge.Repo.Migrations.AddPhoneToGuests do
  @moduledoc "Guests can be called."

  use Ecto.Migration

  def up do
    alter table(:guests) do
      add :phone, :text
    end

    create index(:guests, [:phone])
  end

  def down do
  end
end
