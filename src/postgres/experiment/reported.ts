import type { CandidateIndex, DemandedQuery } from '../../ash/demand/demand.ts';
import { parseIndexes } from '../../base/sql-index.ts';
import { scansOf } from '../explain/compare-plans.ts';
import { indexesIn } from '../explain/plan.ts';
import { figuresOf, rowsFound } from './figures.ts';
import type { ReportedIndex, ReportedQuery } from './index-report.ts';
import type { Baseline } from './measure.ts';

export function reportedQuery(
  query: DemandedQuery,
  table: string,
  baselines: readonly Baseline[],
  failed: string | undefined,
): ReportedQuery {
  return {
    ...{ id: query.id, origin: query.origin, sql: query.sql, table },
    samples: baselines
      .filter((baseline) => baseline.query === query)
      .map(({ sample, plan }) => ({
        name: sample.name,
        values: [...sample.values],
        found: rowsFound(plan),
        figures: figuresOf(plan),
        scans: [...scansOf(plan)].map(([name, scan]) => ({ table: name, scan })),
        indexes: [...indexesIn(plan)],
      })),
    ...(failed === undefined ? {} : { failed }),
  };
}

/** What is known of an index before anything was measured. */
export function reportedIndex(index: CandidateIndex): Omit<ReportedIndex, 'verdict' | 'summary' | 'flips' | 'usedBy'> {
  const [parsed] = parseIndexes(index.sql);
  return {
    ...{ table: index.table, name: index.name, sql: index.sql, columns: columnsOf(index) },
    ...(parsed?.where === undefined ? {} : { where: parsed.where }),
    ...{ using: parsed?.method ?? 'btree', unique: index.unique, status: index.status, origin: index.origin },
    ...(index.declaration === undefined ? {} : { declaration: index.declaration }),
  };
}

/** Columns or expressions, in their order. */
export function columnsOf({ sql, columns }: CandidateIndex): string[] {
  const [parsed] = parseIndexes(sql);
  return parsed === undefined ? [...columns] : parsed.fields.map(({ name }) => name);
}
