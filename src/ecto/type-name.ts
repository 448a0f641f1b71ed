import type { ColumnType } from './column.ts';
import { databaseType, type DatabaseType } from './database-type.ts';
import type { TypeName } from './operation.ts';

/** The parts of a definition that decide on a column's type in the database. */
export interface SizedType {
  readonly type: TypeName;
  readonly size?: number | undefined;
  readonly precision?: number | undefined;
  readonly scale?: number | undefined;
}

/** What PostgreSQL calls a type of a migration. */
export function databaseTypeOf({ type, size, precision, scale }: SizedType): DatabaseType | undefined {
  return databaseType({
    ...{ type: asColumnType(type), size, precision, scale, known: true, options: [] },
    ...{ null: undefined, default: undefined, primaryKey: false },
    ...{ generated: undefined, comment: undefined, collation: undefined },
    ...{ fields: undefined, startValue: undefined, increment: undefined },
  });
}

function asColumnType(type: TypeName): ColumnType {
  const nowhere = { start: 0, end: 0 };
  return typeof type === 'string'
    ? { ...nowhere, kind: 'named', name: type }
    : { ...nowhere, kind: 'array', of: asColumnType(type[1]) };
}
