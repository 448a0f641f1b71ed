import type { MigrationRun, RunStep } from '../../ecto/migration-run.ts';
import type { Database } from '../database.ts';
import { countObjects, mayBeIdle } from './idle.ts';
import { watchLocks } from './locks-taken.ts';
import type { ProofError, ProofStep } from './proof-report.ts';
import { errorAt, refusalAt, refusedIn } from './sql-error.ts';

export type Direction = 'up' | 'down' | 'again';

/** What one direction of a migration came to. After anything but `done` its transaction was rolled back. */
export type Outcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly error: ProofError; readonly step: RunStep | undefined }
  | { readonly kind: 'opaque'; readonly reason: string; readonly line: number; readonly description: string };

export interface Passage {
  readonly outcome: Outcome;
  readonly steps: readonly ProofStep[];
  /** A statement that was to drop something if it exists, and did nothing. Only where this was to be watched. */
  readonly idle: RunStep | undefined;
  /** Code that reads or writes rows and was passed over. */
  readonly passedOver: readonly RunStep[];
}

export interface PassageOptions {
  /** Whether to tell which locks each statement takes. */
  readonly locks: boolean;
  /** Whether to look for statements that drop nothing. */
  readonly idle: boolean;
}

export function stepsOf(run: MigrationRun, direction: Direction): readonly RunStep[] {
  return direction === 'down' ? run.down : run.up;
}

/** Runs a direction as Ecto does: in one transaction unless that is disabled, one statement after the other. */
export async function runDirection(
  database: Database,
  run: MigrationRun,
  direction: Direction,
  watch: PassageOptions,
): Promise<Passage> {
  const steps: ProofStep[] = [];
  const passedOver: RunStep[] = [];
  let idle: RunStep | undefined;
  if (run.transaction) await database.run('BEGIN');
  const newLocks = run.transaction && watch.locks ? await watchLocks(database) : () => Promise.resolve([]);
  for (const step of stepsOf(run, direction)) {
    if (step.kind === 'opaque' && step.writesRows === true) {
      passedOver.push(step);
      continue;
    }
    const watched = watch.idle && idle === undefined && step.kind === 'statement' && mayBeIdle(step.sql);
    const objects = watched ? await countObjects(database) : undefined;
    const outcome = await runStep(database, step, async (sql, ms) => {
      steps.push({ direction, sql, ms, locks: await newLocks() });
    });
    if (outcome.kind !== 'done') {
      if (run.transaction) await database.run('ROLLBACK');
      return { outcome, steps, idle, passedOver };
    }
    if (watched && objects === (await countObjects(database))) idle = step;
  }
  const outcome = run.transaction ? await commit(database, run, direction) : ({ kind: 'done' } as const);
  return { outcome, steps, idle, passedOver };
}

async function runStep(
  database: Database,
  step: RunStep,
  onSent: (sql: string, ms: number) => Promise<void>,
): Promise<Outcome> {
  if (step.kind === 'opaque')
    return { kind: 'opaque', reason: step.reason, line: step.cause.line, description: step.description };
  if (step.kind === 'refusal') return { kind: 'failed', error: refusalAt(step, step.message), step };
  const answer = await database.run(step.sql);
  const refused = refusedIn(answer);
  if (refused !== undefined) return { kind: 'failed', error: errorAt(step, refused), step };
  await onSent(step.sql, answer.ok ? answer.ms : 0);
  return { kind: 'done' };
}

/** Constraints that were put off speak up here. */
async function commit(database: Database, run: MigrationRun, direction: Direction): Promise<Outcome> {
  const refused = refusedIn(await database.run('COMMIT'));
  if (refused === undefined) return { kind: 'done' };
  const line = stepsOf(run, direction).at(-1)?.cause.line ?? 1;
  return {
    kind: 'failed',
    error: { sqlstate: refused.sqlstate, message: refused.message, operation: 'end of the transaction', line },
    step: undefined,
  };
}
