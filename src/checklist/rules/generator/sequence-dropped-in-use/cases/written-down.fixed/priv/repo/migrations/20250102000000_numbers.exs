defmodule Shop.Repo.Migrations.Numbers do
  use Ecto.Migration

  def up do
    execute("CREATE SEQUENCE items_number_seq OWNED BY items.number")
    execute("ALTER TABLE items ALTER COLUMN number SET DEFAULT nextval('items_number_seq')")
  end

  def down do
    execute("ALTER TABLE items ALTER COLUMN number DROP DEFAULT")

    execute("""
   #^^^^^^^ down (warning)
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
end
