defmodule Shop.Repo do
  use AshPostgres.Repo, otp_app: :shop
end
