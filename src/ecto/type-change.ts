import { isSameType, type DatabaseType } from './database-type.ts';

/**
 * What `ALTER COLUMN … TYPE` comes to, without `USING`, which Ecto does not write:
 * - `free`: nothing is rewritten.
 * - `reindexes`: only the indexes of the column are built anew.
 * - `rewrites`: every row is.
 * - `rounds`, `shortens`: that too, and values lose digits, or the change fails on those that are too long.
 * - `impossible`: there is no cast that PostgreSQL would use by itself (42804).
 */
export type TypeChange = 'free' | 'reindexes' | 'rewrites' | 'rounds' | 'shortens' | 'impossible';

/** Types between which PostgreSQL casts when a value is assigned (`pg_cast`), the others being known to have none. */
const groups: Readonly<Record<string, string>> = {
  text: 'string',
  varchar: 'string',
  citext: 'string',
  smallint: 'number',
  integer: 'number',
  bigint: 'number',
  numeric: 'number',
  real: 'number',
  'double precision': 'number',
  boolean: 'boolean',
  uuid: 'uuid',
  date: 'date',
  timestamp: 'date',
  jsonb: 'json',
  json: 'json',
  bytea: 'bytea',
};

/** Undefined for types that we do not know. */
export function typeChange(before: DatabaseType, after: DatabaseType): TypeChange | undefined {
  if (isSameType(before, after)) return 'free';
  const [from, to] = [groups[before.name], groups[after.name]];
  if (from === undefined || to === undefined) return undefined;
  if (before.dimensions !== after.dimensions) {
    return to === 'string' && after.dimensions === 0 ? 'rewrites' : 'impossible';
  }
  if (from !== to) return to === 'string' ? 'rewrites' : 'impossible';
  const effect = changeWithin(to, before, after);
  return before.dimensions === 0 || isUnlimited(before, after) ? effect : forArrays(effect);
}

/** Arrays are kept as they are only where a limit on their items falls away. */
function isUnlimited(before: DatabaseType, after: DatabaseType): boolean {
  return before.name === after.name && after.limits.length === 0;
}

function forArrays(effect: TypeChange): TypeChange {
  return effect === 'free' || effect === 'reindexes' ? 'rewrites' : effect;
}

function changeWithin(group: string, before: DatabaseType, after: DatabaseType): TypeChange {
  switch (group) {
    case 'string':
      return stringChange(before, after);
    case 'number':
      return numberChange(before, after);
    case 'date':
      return dateChange(before, after);
    default:
      return 'rewrites';
  }
}

function stringChange(before: DatabaseType, after: DatabaseType): TypeChange {
  const [[longest = Infinity], [limit = Infinity]] = [before.limits, after.limits];
  if (limit < longest) return 'shortens';
  return before.name === 'citext' || after.name === 'citext'
    ? before.name === after.name
      ? 'free'
      : 'reindexes'
    : 'free';
}

function numberChange(before: DatabaseType, after: DatabaseType): TypeChange {
  if (after.name !== 'numeric') return isWhole(after) && !isWhole(before) ? 'rounds' : 'rewrites';
  if (before.name !== 'numeric') return !isWhole(before) && after.limits[1] !== undefined ? 'rounds' : 'rewrites';
  if (after.limits.length === 0) return 'free';
  const [precision = Infinity, scale = Infinity] = before.limits;
  const [newPrecision = 0, newScale = 0] = after.limits;
  if (newScale < scale) return 'rounds';
  return newScale === scale && newPrecision >= precision ? 'free' : 'rewrites';
}

function isWhole({ name }: DatabaseType): boolean {
  return name === 'smallint' || name === 'integer' || name === 'bigint';
}

/** A date has no time; fractions of seconds are rounded to what the type keeps. */
function dateChange(before: DatabaseType, after: DatabaseType): TypeChange {
  if (before.name !== after.name) return after.name === 'date' ? 'rounds' : 'rewrites';
  return (after.limits[0] ?? 6) < (before.limits[0] ?? 6) ? 'rounds' : 'free';
}
