defmodule Blog.Repo do
  use AshPostgres.Repo, otp_app: :blog

  def override_migration_type(:utc_datetime_usec), do: :timestamptz
  def override_migration_type(type), do: type
end
