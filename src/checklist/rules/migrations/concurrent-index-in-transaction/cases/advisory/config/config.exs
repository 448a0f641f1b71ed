import Config

config :blog, Blog.Repo,
  url: "ecto://localhost/blog",
  migration_lock: :pg_advisory_lock
