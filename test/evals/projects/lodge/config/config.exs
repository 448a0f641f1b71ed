import Config

config :lodge,
  ecto_repos: [Lodge.Repo],
  ash_domains: [Lodge.Stays, Lodge.Accounts, Lodge.Billing]
