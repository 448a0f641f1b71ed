import type { Database, DatabaseError } from '../database.ts';
import { explainableStatement } from './explainable-statement.ts';
import type { Plan } from './plan.ts';
import { readPlan } from './read-plan.ts';

export interface ExplainOptions {
  /** Runs it as well; otherwise it is planned only. */
  readonly analyze: boolean;
  /** How much it writes to the write-ahead log; only where it is run. */
  readonly wal?: boolean;
  readonly limitMs?: number;
}

export type Explained =
  | { readonly ok: true; readonly plan: Plan }
  /** `sql` is the user's to put right; after `database` nothing more comes of this database. */
  | { readonly ok: false; readonly fault: 'sql' | 'plan' | 'database'; readonly reason: string };

/**
 * Explains one statement. Whatever it does is undone: it runs within a transaction that is rolled back, so that there
 * may be none when this is called.
 */
export async function explainQuery(
  database: Database,
  sql: string,
  parameters: readonly (string | null)[],
  options: ExplainOptions,
): Promise<Explained> {
  const statement = explainableStatement(sql);
  if (!statement.ok) return { ok: false, fault: 'sql', reason: statement.reason };
  const begun = await database.run('BEGIN');
  if (!begun.ok) return faultOf(begun.error);
  const explained = await explainWithin(database, statement.sql, parameters, options);
  const ended = await database.run('ROLLBACK');
  return ended.ok || !explained.ok ? explained : faultOf(ended.error);
}

/** The same within the caller's transaction, for a statement that is known to be a single one. */
export async function explainWithin(
  database: Database,
  sql: string,
  parameters: readonly (string | null)[],
  { analyze, wal = false, limitMs }: ExplainOptions,
): Promise<Explained> {
  const asked = [...(analyze ? ['ANALYZE', 'BUFFERS'] : []), ...(wal ? ['WAL'] : [])];
  const words = [...asked, 'FORMAT JSON'].join(', ');
  const answer = await database.run(`EXPLAIN (${words}) ${sql}`, {
    parameters,
    ...(limitMs === undefined ? {} : { limitMs }),
  });
  if (!answer.ok) return faultOf(answer.error);
  const json = answer.rows[0]?.['QUERY PLAN'];
  if (json === undefined || json === null) return { ok: false, fault: 'plan', reason: 'EXPLAIN printed no plan.' };
  const read = readPlan(json);
  return read.ok ? read : { ok: false, fault: 'plan', reason: read.reason };
}

function faultOf(error: DatabaseError): Extract<Explained, { readonly ok: false }> {
  switch (error.kind) {
    case 'refused': {
      const hint = error.hint === undefined ? '' : ` ${error.hint}`;
      return { ok: false, fault: 'sql', reason: `${error.message} (${error.sqlstate})${hint}` };
    }
    case 'limit':
      return { ok: false, fault: 'database', reason: `It took longer than ${error.limitMs / 1000} s and was stopped.` };
    case 'gone':
      return { ok: false, fault: 'database', reason: `The database ended: ${error.reason}` };
  }
}
