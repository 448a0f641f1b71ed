import { quotedName, quotedNames } from '../../ecto/sql-name.ts';
import type { Answer, Database } from '../database.ts';
import { explainWithin } from '../explain/explain-query.ts';
import type { WriteCost } from './index-report.ts';

/** What to do so that the index stands, and so that it does not, from the tables as they are. */
export interface WriteCostSetup {
  readonly schema: string;
  readonly table: string;
  readonly without: readonly string[];
  readonly with: readonly string[];
}

/** A batch that a page of an import or a job writes. */
const insertedRows = 2_000;
const rounds = 3;

interface Run {
  readonly buffers: number;
  readonly walRecords: number;
  readonly ms: number;
}

/**
 * What inserting rows costs with and without an index, by turns. The rows are some that the table has: they are taken
 * out and put back, so that all constraints hold, within a transaction that is rolled back. Triggers and foreign keys
 * are switched off, since they cost the same either way. Undefined where the server does not allow that.
 */
export async function measureWriteCost(database: Database, setup: WriteCostSetup): Promise<WriteCost | undefined> {
  const table = `${quotedName(setup.schema)}.${quotedName(setup.table)}`;
  await database.run('BEGIN');
  try {
    const rows = await takeOut(database, setup, table);
    if (rows === undefined) return undefined;
    const [without, withIt]: [Run[], Run[]] = [[], []];
    for (let round = 0; round < rounds; round += 1) {
      for (const [statements, runs] of [
        [setup.without, without],
        [setup.with, withIt],
      ] as const) {
        const run = await insertAgain(database, statements, rows.columns, table);
        if (run === undefined) return undefined;
        runs.push(run);
      }
    }
    const [first, second] = [summed(without), summed(withIt)];
    return first === undefined || second === undefined ? undefined : { rows: rows.count, without: first, with: second };
  } finally {
    await database.run('ROLLBACK');
  }
}

async function takeOut(
  database: Database,
  { schema, table: name }: WriteCostSetup,
  table: string,
): Promise<{ readonly count: number; readonly columns: string } | undefined> {
  if (!(await database.run('SET LOCAL session_replication_role = replica')).ok) return undefined;
  const found = await database.run(
    'SELECT attname::text AS name FROM pg_attribute WHERE attrelid = (SELECT c.oid FROM pg_class c ' +
      'JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relname = $2) ' +
      "AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum",
    { parameters: [schema, name] },
  );
  if (!found.ok) return undefined;
  const columns = quotedNames(found.rows.flatMap((row) => row['name'] ?? []));
  const some = `SELECT ctid FROM ${table} ORDER BY ctid LIMIT ${insertedRows}`;
  const kept = await database.run(
    `CREATE TEMPORARY TABLE taken_out ON COMMIT DROP AS SELECT ${columns} FROM ${table} WHERE ctid IN (${some})`,
  );
  const deleted = await database.run(`DELETE FROM ${table} WHERE ctid IN (${some})`);
  const counted = await database.run('SELECT count(*)::text AS count FROM taken_out');
  const count = Number((counted.ok ? counted.rows[0]?.['count'] : undefined) ?? 0);
  return isDone(kept, deleted) && count > 0 ? { count, columns } : undefined;
}

async function insertAgain(
  database: Database,
  statements: readonly string[],
  columns: string,
  table: string,
): Promise<Run | undefined> {
  const ready: Answer[] = [await database.run('SAVEPOINT before_insert')];
  for (const statement of statements) ready.push(await database.run(statement));
  if (!isDone(...ready)) return undefined;
  const explained = await explainWithin(
    database,
    `INSERT INTO ${table} (${columns}) OVERRIDING SYSTEM VALUE SELECT ${columns} FROM taken_out`,
    [],
    { analyze: true, wal: true },
  );
  await database.run('ROLLBACK TO SAVEPOINT before_insert');
  if (!explained.ok) return undefined;
  const { root, wal, executionMs } = explained.plan;
  return { buffers: root.buffers ?? 0, walRecords: wal?.records ?? 0, ms: executionMs ?? 0 };
}

/** The median of each. */
function summed(runs: readonly Run[]): Run | undefined {
  if (runs.length === 0) return undefined;
  const median = (figure: (run: Run) => number): number =>
    runs.map(figure).sort((a, b) => a - b)[Math.floor(runs.length / 2)] ?? 0;
  return {
    buffers: median(({ buffers }) => buffers),
    walRecords: median((run) => run.walRecords),
    ms: median(({ ms }) => ms),
  };
}

function isDone(...answers: readonly Answer[]): boolean {
  return answers.every(({ ok }) => ok);
}
