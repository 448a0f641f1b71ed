defmodule Lodge.Repo do
  use AshPostgres.Repo, otp_app: :lodge

  @impl true
  def installed_extensions do
    ["ash-functions", "citext"]
  end

  @impl true
  def min_pg_version do
    %Version{major: 16, minor: 0, patch: 0}
  end
end
