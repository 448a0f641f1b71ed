import Config

config :blog, Blog.Repo, snapshots_path: "priv/written"
