defmodule Helpdesk.Repo.Migrations.CreateTicketVolumeView do
  @moduledoc "Tickets per day, for the reports of the sales team."

  use Ecto.Migration

  def change do
    execute("""
    CREATE VIEW ticket_volume AS
    SELECT organization_id, inserted_at::date AS day, count(*) AS opened
    FROM tickets
    GROUP BY organization_id, inserted_at::date
    """)
  end
end
