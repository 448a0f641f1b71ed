import type { ColumnType, Definition } from './column.ts';

/** A column's type as PostgreSQL has it: `varchar(80)` is `varchar` with 80, `text[]` is `text` with one dimension. */
export interface DatabaseType {
  readonly name: string;
  /** Length, precision, or precision and scale; empty where nothing limits the values. */
  readonly limits: readonly number[];
  readonly dimensions: number;
}

/** Ecto's own names, as its PostgreSQL adapter translates them (`ecto_to_db/1`). */
const ofEcto: Readonly<Record<string, string>> = {
  id: 'integer',
  identity: 'bigint',
  serial: 'integer',
  bigserial: 'bigint',
  binary_id: 'uuid',
  string: 'varchar',
  binary: 'bytea',
  map: 'jsonb',
  utc_datetime: 'timestamp',
  utc_datetime_usec: 'timestamp',
  naive_datetime: 'timestamp',
  naive_datetime_usec: 'timestamp',
  time_usec: 'time',
  duration: 'interval',
  float: 'double precision',
  decimal: 'numeric',
  int: 'integer',
  'timestamp with time zone': 'timestamptz',
  'timestamp without time zone': 'timestamp',
};

const wholeSeconds = new Set(['utc_datetime', 'naive_datetime', 'time']);

/** Undefined where the repository's settings decide, or code. */
export function databaseType({ type, size, precision, scale, known }: Definition): DatabaseType | undefined {
  return known ? typeOf(type, size, precision, scale) : undefined;
}

function typeOf(type: ColumnType, size?: number, precision?: number, scale?: number): DatabaseType | undefined {
  switch (type.kind) {
    case 'array': {
      const of = typeOf(type.of, size, precision, scale);
      return of === undefined ? undefined : { ...of, dimensions: of.dimensions + 1 };
    }
    case 'reference':
      return type.reference.type === undefined ? undefined : typeOf(type.reference.type, size, precision, scale);
    case 'named': {
      const name = ofEcto[type.name] ?? type.name.toLowerCase();
      return { name, limits: limitsOf(type.name, size, precision, scale), dimensions: 0 };
    }
    case 'computed':
      return undefined;
  }
}

function limitsOf(name: string, size?: number, precision?: number, scale?: number): number[] {
  if (size !== undefined) return [size];
  if (precision !== undefined) return /^(decimal|numeric)$/.test(name) ? [precision, scale ?? 0] : [precision];
  if (wholeSeconds.has(name)) return [0];
  return name === 'string' ? [255] : [];
}

export function printDatabaseType({ name, limits, dimensions }: DatabaseType): string {
  return name + (limits.length === 0 ? '' : `(${limits.join(',')})`) + '[]'.repeat(dimensions);
}

export function isSameType(a: DatabaseType, b: DatabaseType): boolean {
  return printDatabaseType(a) === printDatabaseType(b);
}
