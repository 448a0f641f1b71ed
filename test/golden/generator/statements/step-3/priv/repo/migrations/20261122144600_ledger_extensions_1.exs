defmodule Ledger.Repo.Migrations.LedgerExtensions1 do
  @moduledoc """
  Stands for a migration of AshPostgres' extensions: its functions have the same names and signatures only.
  """

  use Ecto.Migration

  def up do
    execute("""
    CREATE OR REPLACE FUNCTION ash_elixir_or(left BOOLEAN, in right ANYCOMPATIBLE, out f1 ANYCOMPATIBLE)
    LANGUAGE SQL IMMUTABLE AS 'SELECT $2';
    """)

    execute("""
    CREATE OR REPLACE FUNCTION ash_elixir_or(left ANYCOMPATIBLE, in right ANYCOMPATIBLE, out f1 ANYCOMPATIBLE)
    LANGUAGE SQL IMMUTABLE AS 'SELECT $2';
    """)

    execute("""
    CREATE OR REPLACE FUNCTION ash_elixir_and(left BOOLEAN, in right ANYCOMPATIBLE, out f1 ANYCOMPATIBLE)
    LANGUAGE SQL IMMUTABLE AS 'SELECT $2';
    """)

    execute("""
    CREATE OR REPLACE FUNCTION ash_elixir_and(left ANYCOMPATIBLE, in right ANYCOMPATIBLE, out f1 ANYCOMPATIBLE)
    LANGUAGE SQL IMMUTABLE AS 'SELECT $2';
    """)

    execute("""
    CREATE OR REPLACE FUNCTION ash_trim_whitespace(arr text[]) RETURNS text[]
    LANGUAGE SQL IMMUTABLE AS 'SELECT $1';
    """)

    execute("""
    CREATE OR REPLACE FUNCTION ash_raise_error(json_data jsonb) RETURNS BOOLEAN
    LANGUAGE SQL STABLE AS 'SELECT NULL::boolean';
    """)

    execute("""
    CREATE OR REPLACE FUNCTION ash_raise_error(json_data jsonb, type_signal ANYCOMPATIBLE) RETURNS ANYCOMPATIBLE
    LANGUAGE SQL STABLE AS 'SELECT $2';
    """)

    execute("""
    CREATE OR REPLACE FUNCTION ash_required(value ANYCOMPATIBLE, payload jsonb) RETURNS ANYCOMPATIBLE
    LANGUAGE SQL STABLE AS 'SELECT $1';
    """)

    execute("""
    CREATE OR REPLACE FUNCTION uuid_generate_v7() RETURNS UUID
    LANGUAGE SQL VOLATILE AS 'SELECT gen_random_uuid()';
    """)
  end

  def down do
    execute("DROP FUNCTION uuid_generate_v7()")
    execute("DROP FUNCTION ash_required(ANYCOMPATIBLE, jsonb)")
    execute("DROP FUNCTION ash_raise_error(jsonb, ANYCOMPATIBLE)")
    execute("DROP FUNCTION ash_raise_error(jsonb)")
    execute("DROP FUNCTION ash_trim_whitespace(text[])")
    execute("DROP FUNCTION ash_elixir_and(ANYCOMPATIBLE, ANYCOMPATIBLE)")
    execute("DROP FUNCTION ash_elixir_and(BOOLEAN, ANYCOMPATIBLE)")
    execute("DROP FUNCTION ash_elixir_or(ANYCOMPATIBLE, ANYCOMPATIBLE)")
    execute("DROP FUNCTION ash_elixir_or(BOOLEAN, ANYCOMPATIBLE)")
  end
end
