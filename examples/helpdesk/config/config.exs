import Config

config :ash,
  default_actions_require_atomic?: true,
  bulk_actions_default_to_errors?: true,
  default_page_type: :keyset,
  policies: [no_filter_static_forbidden_reads?: false]

config :helpdesk,
  ecto_repos: [Helpdesk.Repo],
  ash_domains: [
    Helpdesk.Accounts,
    Helpdesk.Support,
    Helpdesk.Billing,
    Helpdesk.Knowledge
  ]

config :helpdesk, Helpdesk.Repo,
  database: "helpdesk_#{config_env()}",
  hostname: "localhost",
  username: "postgres",
  password: "postgres",
  pool_size: 10
