defmodule Helpdesk.Repo.Migrations.StartTicketNumbersAt1001 do
  use Ecto.Migration

  def change do
    execute(
      "ALTER SEQUENCE tickets_number_seq RESTART WITH 1001",
      "ALTER SEQUENCE tickets_number_seq RESTART WITH 1"
    )
  end
end
