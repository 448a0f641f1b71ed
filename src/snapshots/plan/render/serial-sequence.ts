import type { ChangeOf } from '../change.ts';

/**
 * The SQL that takes a column's sequence away, or makes it and sets it behind the largest value. For a table of tenants
 * it speaks of `public` all the same: the generator writes it before it knows of the tenancy.
 */
export function sequenceStatements({ table, schema, column, transition }: ChangeOf<'serial-sequence'>): {
  readonly up: string;
  readonly down: string;
} {
  const names = { schema: literal(schema ?? 'public'), table: literal(table), column: literal(column) };
  return transition === 'remove'
    ? { up: dropSequence(names), down: makeSequence(names) }
    : { up: makeSequence(names), down: dropSequence(names) };
}

interface Names {
  readonly schema: string;
  readonly table: string;
  readonly column: string;
}

function dropSequence({ schema, table, column }: Names): string {
  return `DO $$
BEGIN
  EXECUTE format(
    'DROP SEQUENCE %s',
    pg_get_serial_sequence(format('%I.%I', ${schema}, ${table}), ${column})
  );
END
$$;`;
}

function makeSequence({ schema, table, column }: Names): string {
  return `DO $$
DECLARE sequence_name text := format('%I.%I', ${schema}, ${table} || '_' || ${column} || '_seq');
BEGIN
  EXECUTE format('CREATE SEQUENCE %s AS bigint', sequence_name);
  EXECUTE format('ALTER SEQUENCE %s OWNED BY %I.%I.%I', sequence_name, ${schema}, ${table}, ${column});
  EXECUTE format(
    'SELECT setval(%L::regclass, COALESCE(MAX(%I), 1), MAX(%I) IS NOT NULL) FROM %I.%I',
    sequence_name, ${column}, ${column}, ${schema}, ${table}
  );
  EXECUTE format(
    'ALTER TABLE %I.%I ALTER COLUMN %I SET DEFAULT nextval(%L::regclass)',
    ${schema}, ${table}, ${column}, sequence_name
  );
END
$$;`;
}

function literal(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
