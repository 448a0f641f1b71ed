defmodule Lodge.Repo.Migrations.WidenRates do
  @moduledoc "Rates get cents, and rooms a comment in the database."

  use Ecto.Migration

  def change do
    alter table(:rooms) do
      modify :nightly_rate, :decimal, precision: 12, scale: 2
    end

    execute "COMMENT ON TABLE rooms IS 'One row for each room that can be booked'"
  end
end
