defmodule Blog.Repo do
  use AshPostgres.Repo, otp_app: :blog

  def installed_extensions do
    ~w(ash-functions pg_trgm citext)
  end
end
