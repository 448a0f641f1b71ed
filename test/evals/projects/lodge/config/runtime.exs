import Config

if config_env() == :prod do
  config :lodge, Lodge.Repo, url: System.fetch_env!("DATABASE_URL")
end
