import { quotedName } from '../../ecto/sql-name.ts';
import type { Database } from '../database.ts';
import { fillTable } from '../rows/fill-table.ts';
import type { LiveSchema, LiveTable } from '../rows/live-schema.ts';
import type { NeededTable } from './needed-rows.ts';

export interface FilledRows {
  readonly counts: ReadonlyMap<LiveTable, number>;
  /** Why a table has no rows, by table. */
  readonly reasons: ReadonlyMap<LiveTable, string>;
}

/** Fills tables and has the server look at them, so that its planner knows them as they are. */
export async function fillNeeded(
  database: Database,
  schema: LiveSchema,
  needed: readonly NeededTable[],
  seed: number,
): Promise<FilledRows> {
  const counts = new Map<LiveTable, number>();
  const reasons = new Map<LiveTable, string>();
  for (const { table, count, distribution } of needed) {
    const filled = await fillTable(database, schema, table, {
      ...{ count, seed: String(seed) },
      ...(distribution === undefined ? {} : { distribution }),
    });
    if (filled.ok) counts.set(table, filled.rows);
    const reason = filled.ok ? filled.reason : 'message' in filled.error ? filled.error.message : filled.error.kind;
    if (reason !== undefined) reasons.set(table, reason);
    await analyse(database, table, filled.ok ? filled.rows : 0);
  }
  return { counts, reasons };
}

/**
 * PostgreSQL looks at 300 rows for each unit of the highest target of a table's columns, and draws them by chance where
 * there are more. One column gets a target so high that all rows are read, so that a second run sees the same; the
 * others keep theirs, and with it as many frequent values as in production.
 */
async function analyse(database: Database, table: LiveTable, rows: number): Promise<void> {
  const column = table.keys[0]?.columns[0] ?? table.columns[0]?.name;
  const target = Math.min(10_000, Math.ceil(rows / 300) + 1);
  if (column !== undefined && target > 100)
    await database.run(`ALTER TABLE ${table.sql} ALTER COLUMN ${quotedName(column)} SET STATISTICS ${target}`);
  // Index-only scans need to know which pages all can see.
  await database.run(`VACUUM (ANALYZE) ${table.sql}`);
}

export async function emptyTables(database: Database, tables: readonly LiveTable[]): Promise<void> {
  if (tables.length > 0) await database.run(`TRUNCATE ${tables.map(({ sql }) => sql).join(', ')} CASCADE`);
}
