defmodule Blog.Repo do
  use AshPostgres.Repo, otp_app: :blog
end
