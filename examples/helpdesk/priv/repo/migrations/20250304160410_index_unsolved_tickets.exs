defmodule Helpdesk.Repo.Migrations.IndexUnsolvedTickets do
  @moduledoc "The dashboard lists unsolved tickets by age."

  use Ecto.Migration

  @disable_ddl_transaction true
  @disable_migration_lock true

  def up do
    create index(:tickets, [:organization_id, :inserted_at],
             name: "tickets_unsolved_index",
             where: "status IN ('open', 'pending')",
             concurrently: true
           )
  end
end
