import type { CandidateIndex, Demand, DemandedQuery, DemandedTable } from '../../ash/demand/demand.ts';
import type { Estimate } from './index-report.ts';

/** A table with indexes to measure, and the queries that read it. */
export interface Subject {
  readonly table: DemandedTable;
  readonly queries: readonly DemandedQuery[];
  readonly indexes: readonly CandidateIndex[];
}

export function subjectsOf(demand: Demand, resources: readonly string[] | undefined): readonly Subject[] {
  return demand.tables.flatMap((table) => {
    const asked = resources === undefined || resources.includes(table.resource);
    const queries = demand.queries.filter(({ tables }) => tables.includes(table.name));
    const indexes = demand.indexes.filter((index) => index.table === table.name);
    return asked && queries.length > 0 && indexes.some(isMeasurable) ? [{ table, queries, indexes }] : [];
  });
}

/** What keeps values unique stays whatever it serves, so that leaving it out says nothing. */
export function isMeasurable(index: CandidateIndex): boolean {
  return index.status === 'suggested' || (!index.isConstraint && !index.unique);
}

/** Those first whose suggested indexes promise most. */
export function byPromise(subjects: readonly Subject[], estimates: readonly Estimate[]): readonly Subject[] {
  const promise = ({ table }: Subject): number =>
    Math.max(0, ...estimates.filter((one) => one.table === table.name).map(({ before, after }) => before - after));
  return [...subjects].sort((a, b) => promise(b) - promise(a));
}

/** Suggested indexes of one table, those first of which most is foreseen. */
export function rankedIndexes(
  indexes: readonly CandidateIndex[],
  estimates: readonly Estimate[],
): readonly CandidateIndex[] {
  const gain = ({ name }: CandidateIndex): number =>
    estimates.filter(({ index }) => index === name).reduce((sum, { before, after }) => sum + before - after, 0);
  return [...indexes].sort((a, b) => gain(b) - gain(a) || (a.name < b.name ? -1 : 1));
}
