defmodule Shop.Repo.Migrations.Numbers do
  use Ecto.Migration

  def up do
    execute("ALTER TABLE items ALTER COLUMN number DROP DEFAULT")

    execute("""
   #^^^^^^^ up
    DO $$
    BEGIN
      EXECUTE format(
        'DROP SEQUENCE %s',
        pg_get_serial_sequence(format('%I.%I', 'public', 'items'), 'number')
      );
    END
    $$;
    """)
  end

  def down do
    raise "there is no way back"
  end
end
