defmodule Blog.Repo do
  use AshPostgres.Repo, otp_app: :blog

  def installed_extensions do
    ["ash-functions" | Blog.Extensions.all()]
  end
end
