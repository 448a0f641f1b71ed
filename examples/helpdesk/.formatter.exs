[
  import_deps: [:ash, :ash_postgres, :ash_archival, :ash_state_machine, :ecto, :ecto_sql],
  inputs: ["{mix,.formatter}.exs", "{config,lib,priv}/**/*.{ex,exs}"]
]
