import type { CandidateIndex, DemandedQuery } from '../../ash/demand/demand.ts';
import type { Database } from '../database.ts';
import { explainWithin } from '../explain/explain-query.ts';
import { indexesIn, type Plan } from '../explain/plan.ts';
import { countsUp, nullShare } from '../rows/fill-columns.ts';
import { usualDistinct } from '../rows/fill-value.ts';
import type { LiveColumn, LiveSchema, LiveTable } from '../rows/live-schema.ts';
import { sqlText } from '../rows/sql-text.ts';
import type { Estimate } from './index-report.ts';
import { withoutConcurrently } from './measure.ts';
import type { NeededTable } from './needed-rows.ts';

/** From this version on statistics can be written: `pg_restore_relation_stats`. */
export const foreseeingSince = 180_000;

export interface ForeseeSetup {
  /** With a few rows each. */
  readonly tables: readonly NeededTable[];
  readonly indexes: readonly CandidateIndex[];
  readonly queries: readonly DemandedQuery[];
  readonly schema: LiveSchema;
}

/**
 * What the planner would make of suggested indexes if the tables were as large as made-up statistics say. It scales
 * them by the pages that there are, so that one page has to be there and is said to hold all rows: good for which index
 * it would choose, not for how much it would cost. Only the order of the measurements comes of this.
 */
export async function foresee(database: Database, setup: ForeseeSetup): Promise<readonly Estimate[]> {
  const estimates: Estimate[] = [];
  const statements = await prepareAll(database, setup.queries);
  // As for a statement that is sent often: planned once, for any values.
  await database.run('SET plan_cache_mode = force_generic_plan');
  await pretend(database, setup);
  const before = await foreseenPlans(database, statements);
  for (const index of setup.indexes) {
    const own = statements.filter(({ query }) => query.tables.includes(index.table));
    await database.run('BEGIN');
    const made = await database.run(withoutConcurrently(index.sql));
    if (made.ok) {
      // Making an index counts the rows anew, so that they have to be made up again.
      await pretend(database, setup);
      const after = await foreseenPlans(database, own);
      for (const { query } of own) {
        const [old, fresh] = [before.get(query), after.get(query)];
        if (old === undefined || fresh === undefined || !indexesIn(fresh).includes(index.name)) continue;
        const costs = { before: rounded(old.cost), after: rounded(fresh.cost) };
        estimates.push({ table: index.table, index: index.name, query: query.id, ...costs });
      }
    }
    await database.run('ROLLBACK');
    await pretend(database, setup);
  }
  await database.run('RESET plan_cache_mode');
  await database.run('DEALLOCATE ALL');
  return estimates;
}

interface PreparedStatement {
  readonly query: DemandedQuery;
  readonly execute: string;
}

async function prepareAll(
  database: Database,
  queries: readonly DemandedQuery[],
): Promise<readonly PreparedStatement[]> {
  const prepared: PreparedStatement[] = [];
  for (const [place, query] of queries.entries()) {
    const name = `foreseen_${place}`;
    const answer = await database.run(`PREPARE ${name} AS ${query.sql}`);
    const values = query.parameters.map(() => 'NULL').join(', ');
    if (answer.ok) prepared.push({ query, execute: `EXECUTE ${name}${values === '' ? '' : `(${values})`}` });
  }
  return prepared;
}

async function foreseenPlans(
  database: Database,
  statements: readonly PreparedStatement[],
): Promise<ReadonlyMap<DemandedQuery, Plan>> {
  const plans = new Map<DemandedQuery, Plan>();
  for (const { query, execute } of statements) {
    const explained = await explainWithin(database, execute, [], { analyze: false });
    if (explained.ok) plans.set(query, explained.plan);
  }
  return plans;
}

function rounded(cost: number): number {
  return Math.round(cost * 100) / 100;
}

async function pretend(database: Database, { tables, schema }: ForeseeSetup): Promise<void> {
  for (const { table, count, distribution } of tables) {
    const [within, name] = [sqlText(table.schema), sqlText(table.name)];
    const columns = table.columns.map((column) => {
      const said = distribution?.columns?.[column.name];
      const distinct =
        said?.distinct ?? said?.values?.length ?? guessDistinct(table, column, count, { tables, schema });
      return (
        `pg_restore_attribute_stats('schemaname', ${within}, 'relname', ${name}, 'attname', ${sqlText(column.name)}, ` +
        `'inherited', false, 'null_frac', ${nullShare(column, said ?? {})}::real, 'avg_width', 16::integer, ` +
        `'n_distinct', ${distinct}::real, 'correlation', 0::real)`
      );
    });
    const relation =
      `pg_restore_relation_stats('schemaname', ${within}, 'relname', ${name}, ` +
      `'relpages', 1::integer, 'reltuples', ${Math.max(1, count)}::real)`;
    await database.run(`SELECT ${[relation, ...columns].join(', ')}`);
  }
}

/** As `pg_stats` has it: a number of values, or, below 0, their share of the rows. */
function guessDistinct(
  table: LiveTable,
  column: LiveColumn,
  count: number,
  { tables, schema }: Pick<ForeseeSetup, 'tables' | 'schema'>,
): number {
  if (countsUp(column, table)) return -1;
  const key = table.foreignKeys.find(({ columns }) => columns.includes(column.name));
  const parents = tables.find((own) => own.table.oid === key?.target)?.count;
  return Math.max(1, parents ?? usualDistinct(column, count, schema.types));
}
