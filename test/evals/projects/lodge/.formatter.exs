[
  import_deps: [:ash, :ash_postgres, :ecto, :ecto_sql],
  inputs: ["{mix,.formatter}.exs", "{config,lib,priv}/**/*.{ex,exs}"]
]
