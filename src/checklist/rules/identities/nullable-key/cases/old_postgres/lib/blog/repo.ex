defmodule Blog.Repo do
  use AshPostgres.Repo, otp_app: :blog

  def min_pg_version, do: %Version{major: 14, minor: 0, patch: 0}
end
