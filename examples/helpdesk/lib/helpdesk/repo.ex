defmodule Helpdesk.Repo do
  use AshPostgres.Repo, otp_app: :helpdesk

  @impl true
  def installed_extensions do
    ["ash-functions", "pg_trgm"]
  end

  @impl true
  def min_pg_version do
    %Version{major: 16, minor: 0, patch: 0}
  end
end
