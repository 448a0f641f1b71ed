import type { CandidateIndex, DemandedQuery } from '../../ash/demand/demand.ts';
import { parseIndexes } from '../../base/sql-index.ts';
import type { Database } from '../database.ts';
import { explainWithin, type Explained } from '../explain/explain-query.ts';
import type { Plan } from '../explain/plan.ts';
import type { Sample } from './draw-parameters.ts';
import { rowsFound, shapeOf } from './figures.ts';

/** A query with one set of values, as the tables stand. */
export interface Baseline {
  readonly query: DemandedQuery;
  readonly sample: Sample;
  readonly plan: Plan;
}

/** What became of a query whose plan another set of indexes changes. */
export interface Changed {
  readonly baseline: Baseline;
  readonly plan: Plan;
}

export type Trial =
  | { readonly ok: true; readonly changed: readonly Changed[]; readonly bytes: number | undefined }
  | { readonly ok: false; readonly reason: string };

/** A statement that the planner takes for dearer than this is not run: it joins everything with everything. */
const dearest = 50_000_000;

/**
 * Plans a query and runs it twice: the first time fetches what the second one finds in memory. What writes is run once,
 * since it finds other rows afterwards.
 */
export async function measure(database: Database, { sql }: DemandedQuery, { values }: Sample): Promise<Explained> {
  const planned = await explainWithin(database, sql, values, { analyze: false });
  if (!planned.ok) return planned;
  if (planned.plan.cost > dearest)
    return { ok: false, fault: 'sql', reason: 'PostgreSQL expects it to run for minutes, so that it was not run.' };
  const first = await explainWithin(database, sql, values, { analyze: true });
  const isReading = /^[\s(]*SELECT\b/i.test(sql);
  return first.ok && isReading ? await explainWithin(database, sql, values, { analyze: true }) : first;
}

/** Measures the queries with indexes made or dropped, within a transaction that is rolled back. */
export async function tryChange(
  database: Database,
  statements: readonly string[],
  baselines: readonly Baseline[],
  made?: string,
): Promise<Trial> {
  await database.run('BEGIN');
  try {
    for (const statement of statements) {
      const answer = await database.run(statement);
      if (!answer.ok)
        return { ok: false, reason: 'message' in answer.error ? answer.error.message : answer.error.kind };
    }
    const changed: Changed[] = [];
    for (const baseline of baselines) {
      const plan = await changedPlan(database, baseline);
      if (plan !== undefined) changed.push({ baseline, plan });
    }
    return { ok: true, changed, bytes: made === undefined ? undefined : await sizeOf(database, made) };
  } finally {
    await database.run('ROLLBACK');
  }
}

/** Most plans stay as they are, which planning alone tells. */
async function changedPlan(database: Database, { query, sample, plan }: Baseline): Promise<Plan | undefined> {
  const planned = await explainWithin(database, query.sql, sample.values, { analyze: false });
  if (!planned.ok || shapeOf(planned.plan) === shapeOf(plan)) return undefined;
  const measured = await measure(database, query, sample);
  return measured.ok ? measured.plan : undefined;
}

export async function sizeOf(database: Database, index: string): Promise<number | undefined> {
  const answer = await database.run('SELECT pg_relation_size(oid)::text AS bytes FROM pg_class WHERE relname = $1', {
    parameters: [index],
  });
  const bytes = answer.ok ? answer.rows[0]?.['bytes'] : undefined;
  return bytes === undefined || bytes === null ? undefined : Number(bytes);
}

/** What makes an index within a transaction. An expression has no statistics before its index was analysed. */
export function makingOf({ sql }: CandidateIndex, table: string): readonly string[] {
  const hasExpression = parseIndexes(sql).some(({ fields }) => fields.some((field) => field.sql));
  const statement = withoutConcurrently(sql);
  return hasExpression ? [statement, `ANALYZE ${table}`] : [statement];
}

/** What takes time beside others may not stand in a transaction; here nobody else is. */
export function withoutConcurrently(sql: string): string {
  return sql.replace(/\bCONCURRENTLY\b\s*/i, '');
}

/** Whether the query found anything: an empty answer is no evidence for or against an index. */
export function isEvidence({ plan }: Baseline): boolean {
  return rowsFound(plan) > 0;
}
