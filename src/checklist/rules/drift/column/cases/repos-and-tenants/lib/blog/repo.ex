defmodule Blog.Repo do
  use AshPostgres.Repo, otp_app: :blog
end

defmodule Blog.Stats.Repo do
  use AshPostgres.Repo, otp_app: :blog
end

defmodule Blog.StatsRepo do
  use AshPostgres.Repo, otp_app: :blog
end
