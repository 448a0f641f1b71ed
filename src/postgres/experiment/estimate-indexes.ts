import type { LiveTable } from '../rows/live-schema.ts';
import { emptyTables, fillNeeded } from './fill-needed.ts';
import { foresee, foreseeingSince } from './foresee.ts';
import type { Estimate } from './index-report.ts';
import type { IndexProofInput } from './index-proof-input.ts';
import type { Laboratory } from './laboratory.ts';
import { neededRows } from './needed-rows.ts';
import type { Subject } from './subjects.ts';

/** Enough for the page that made-up statistics need. */
const fewRows = 5;

/** What the suggested indexes promise, and why there is no more of it: sentences. */
export async function estimateIndexes(
  { database, schema }: Laboratory,
  subjects: readonly Subject[],
  { demand, distributions, settings }: IndexProofInput,
): Promise<{ readonly estimates: readonly Estimate[]; readonly notes: readonly string[] }> {
  if (database.engine.versionNumber < foreseeingSince) {
    const { name, version } = database.engine;
    return { estimates: [], notes: [`${name} ${version} takes no made-up statistics, so that nothing was estimated.`] };
  }
  const withSuggestions = subjects.filter(({ indexes }) => indexes.some(({ status }) => status === 'suggested'));
  const names = new Set(withSuggestions.flatMap(({ queries }) => queries.flatMap(({ tables }) => tables)));
  const wanted = schema.tables.filter(({ name }) => names.has(name));
  const needed = neededRows(wanted, { schema, demanded: demand.tables, distributions, rows: settings.rows });
  const small = needed.map((one) => ({ ...one, count: Math.min(one.count, fewRows) }));
  await fillNeeded(database, schema, small, settings.seed);
  const estimates: Estimate[] = [];
  for (const { indexes, queries, table } of withSuggestions) {
    database.beginMigration();
    const own = schema.tables.filter(({ name }) => queries.some(({ tables }) => tables.includes(name)));
    const main = own.find(({ name }) => name === table.name);
    const first: readonly LiveTable[] = main === undefined ? own : [main, ...own.filter((one) => one !== main)];
    estimates.push(
      ...(await foresee(database, {
        ...{ schema, queries },
        tables: neededRows(first, { schema, demanded: demand.tables, distributions, rows: settings.rows }),
        indexes: indexes.filter(({ status }) => status === 'suggested'),
      })),
    );
  }
  await emptyTables(database, schema.tables);
  return { estimates, notes: [] };
}
