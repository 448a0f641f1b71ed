import type { Database, DatabaseError } from '../database.ts';
import type { LiveForeignKey, LiveTable } from './live-schema.ts';
import { readLiveSchema } from './read-live-schema.ts';
import type { Cells, Parents } from './row-maker.ts';
import { seedOrder } from './seed-order.ts';
import { seedTable, type SeedContext } from './seed-table.ts';
import { quotedNames } from '../../ecto/sql-name.ts';

export interface SeedOptions {
  readonly rowsPerTable: number;
  /** The same words give the same rows. */
  readonly seed: string;
}

export interface SeededTable {
  readonly schema: string;
  readonly table: string;
  readonly rows: number;
  /** Why it has none: a sentence. */
  readonly reason?: string;
}

export type Seeded =
  | { readonly ok: true; readonly tables: readonly SeededTable[]; readonly rows: number }
  | { readonly ok: false; readonly error: DatabaseError };

/**
 * Puts rows that satisfy all constraints into every table of users. Their values are such that later mistakes show:
 * empty where it is allowed, repeated where that is, long, negative, precise. It runs in a transaction of its own; a
 * table that cannot be filled stays empty, and the others are not touched by that.
 */
export async function seedRows(database: Database, options: SeedOptions): Promise<Seeded> {
  const read = await readLiveSchema(database);
  if (!read.ok) return read;
  const begun = await database.run('BEGIN');
  if (!begun.ok) return begun;
  const context: SeedContext = { database, schema: read.schema, ...options };
  const parents = new Map<string, Parents extends ReadonlyMap<string, infer Rows> ? Rows : never>();
  const promised = new Map<string, readonly Cells[]>();
  const tables: SeededTable[] = [];
  const later: { readonly table: LiveTable; readonly key: LiveForeignKey }[] = [];
  for (const turn of seedOrder(read.schema.tables)) {
    const result = await seedTable(context, turn, parents, promised);
    if (!result.ok) return result;
    const { schema, name } = turn.table;
    parents.set(turn.table.oid, result.keys);
    const reason = result.reason === undefined ? {} : { reason: result.reason };
    tables.push({ schema, table: name, rows: result.rows, ...reason });
    if (result.rows > 1) later.push(...turn.later.map((key) => ({ table: turn.table, key })));
  }
  for (const { table, key } of later) await referLater(database, table, key);
  const ended = await database.run('COMMIT');
  if (!ended.ok) return ended;
  return { ok: true, tables, rows: tables.reduce((sum, { rows }) => sum + rows, 0) };
}

/** What had nothing to refer to when it was made: some of the rows get a reference now, where nothing is against it. */
async function referLater(database: Database, { sql }: LiveTable, key: LiveForeignKey): Promise<void> {
  const columns = quotedNames(key.columns);
  const target = quotedNames(key.targetColumns);
  const update =
    `UPDATE ${sql} SET (${columns}) = ROW (${key.targetColumns.map((_, index) => `k.c${index}`).join(', ')}) ` +
    `FROM (SELECT ${target} FROM ${key.targetSql} ORDER BY ${target} LIMIT 1) AS k (${key.columns.map((_, index) => `c${index}`).join(', ')}) ` +
    `WHERE ctid IN (SELECT ctid FROM ${sql} WHERE (${columns}) IS NULL ORDER BY ctid OFFSET 1 LIMIT 3)`;
  await database.run('SAVEPOINT later');
  const done = (await database.run(update)).ok && (await database.run('SET CONSTRAINTS ALL IMMEDIATE')).ok;
  await database.run(done ? 'RELEASE SAVEPOINT later' : 'ROLLBACK TO SAVEPOINT later');
}
