import type { MigrationRun, RunStep } from '../../ecto/migration-run.ts';
import type { Database } from '../database.ts';
import { compareRows, type RowDifference } from '../rows/compare-rows.ts';
import { dumpRows } from '../rows/dump-rows.ts';
import { seedRows } from '../rows/seed-rows.ts';
import { insideTransaction } from './inside-transaction.ts';
import type { RowsProof } from './proof-report.ts';
import { mayComeFromRows } from './gap.ts';
import { runDirection, type Direction, type Outcome, type Passage } from './run-direction.ts';

/** Enough for values that repeat and values that are absent; more would only take longer. */
const rowsPerTable = 8;

export interface RowsRun {
  readonly rows: RowsProof;
  /** Where rows are afterwards others than before. */
  readonly changed: readonly RowDifference[];
}

/** `not-run` where no table could be given any; undefined where there is no table. */
export type RowsResult = RowsRun | 'not-run' | undefined;

/** Puts rows into the tables and says into how many of them, and how many. */
export type Fill = (database: Database) => Promise<{ readonly tables: number; readonly rows: number }>;

/** Rows that are made up for the tables as they are, the same each time. */
export function madeUpRows(run: MigrationRun): Fill {
  return async (database) => {
    const seeded = await seedRows(database, { rowsPerTable, seed: run.path });
    return seeded.ok ? { tables: seeded.tables.length, rows: seeded.rows } : { tables: 1, rows: 0 };
  };
}

/** Whether there is anything in a migration that rows of tables from before could hinder, or that could touch them. */
export function hasRowsToMind({ up }: MigrationRun): boolean {
  if (up.some((step) => step.kind === 'opaque' && step.writesRows !== true)) return false;
  const made = new Set<string>();
  return up.some((step) => {
    if (step.kind !== 'statement') return false;
    const { operation } = step;
    if (operation?.kind === 'create-table') made.add(operation.table);
    if (operation === undefined)
      return !/^\s*CREATE\s+(?:EXTENSION|SCHEMA|(?:OR\s+REPLACE\s+)?FUNCTION)\b/i.test(step.sql);
    return operation.kind !== 'create-table' && !('table' in operation && made.has(operation.table ?? ''));
  });
}

/** Whether all that a migration does with rows can be taken back afterwards. */
export function leavesNothing({ transaction, up, down }: MigrationRun): boolean {
  const endsIt = /^\s*(?:BEGIN|START|COMMIT|END|ROLLBACK|ABORT)\b/i;
  return transaction && ![...up, ...down].some((step) => step.kind === 'statement' && endsIt.test(step.sql));
}

/** As `runOnRows`, with the database afterwards as it was before. */
export async function tryOnRows(database: Database, run: MigrationRun, fill: Fill): Promise<RowsResult> {
  await database.run('BEGIN');
  const result = await runOnRows(insideTransaction(database), run, fill);
  await database.run('ROLLBACK');
  return result;
}

/** Runs a migration up and down where tables have rows. */
export async function runOnRows(database: Database, run: MigrationRun, fill: Fill): Promise<RowsResult> {
  const { tables, rows: seeded } = await fill(database);
  if (tables === 0) return undefined;
  const before = seeded === 0 ? undefined : await dumpRows(database);
  if (before?.ok !== true) return 'not-run';
  const up = await pass(database, run, 'up');
  const down = up.outcome.kind === 'done' ? await pass(database, run, 'down') : undefined;
  const after = await dumpRows(database);
  const changed = after.ok ? compareRows(before.dump, after.dump) : [];
  return {
    rows: {
      ...{ seeded, up: side(up), down: side(down) },
      restored: after.ok && changed.length === 0 && (down === undefined || down.outcome.kind === 'done'),
      faults: [...faultsOf('up', [up]), ...(down === undefined ? [] : faultsOf('down', [up, down]))],
    },
    changed: down?.outcome.kind === 'done' ? changed : [],
  };
}

function pass(database: Database, run: MigrationRun, direction: Direction): Promise<Passage> {
  return runDirection(database, run, direction, { locks: false, idle: false });
}

function side(passage: Passage | undefined): RowsProof['up'] {
  const outcome = passage?.outcome;
  return outcome?.kind === 'failed' ? { ok: false, error: outcome.error } : { ok: outcome?.kind === 'done' };
}

function faultsOf(direction: 'up' | 'down', passages: readonly Passage[]): RowsProof['faults'] {
  const outcome = passages.at(-1)?.outcome;
  if (outcome?.kind !== 'failed' || ofOneTransaction.has(outcome.error.sqlstate ?? '')) return [];
  if (mayComeFromRows(outcome.error, passages)) return [];
  return [{ direction, error: outcome.error, always: failsOnAny(outcome) }];
}

/** A new value of an enum cannot be used, and a table with triggers to come not altered, before the next transaction. */
const ofOneTransaction: ReadonlySet<string> = new Set(['55P04', '55006']);

/** A column that is added without a value for the rows that are there fails whatever they hold. */
function failsOnAny({ error, step }: Extract<Outcome, { readonly kind: 'failed' }>): boolean {
  if (error.sqlstate !== '23502' || step === undefined) return false;
  const column = /^column "([^"]+)"/.exec(error.message)?.[1];
  return addedColumns(step).includes(column ?? '');
}

function addedColumns({ operation }: RunStep): string[] {
  if (operation?.kind !== 'alter-table') return [];
  return operation.changes.flatMap((change) => (change.kind === 'add' ? [change.column] : []));
}
