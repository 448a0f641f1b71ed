defmodule Blog.Repo do
  use AshPostgres.Repo, otp_app: :blog

  def installed_extensions do
    ["ash-functions", "citext", "pg_trgm"]
  end

  def min_pg_version do
    %Version{major: 16, minor: 0, patch: 0}
  end
end

defmodule Blog do
  use Ash.Domain

  resources do
    resource Blog.Post do
      define :get_post_by_title, action: :read, get_by: [:title]
    end

    resource Blog.Comment
    resource Blog.Author
    resource Blog.Tag
    resource Blog.PostTag
    resource Blog.Invoice
  end
end
