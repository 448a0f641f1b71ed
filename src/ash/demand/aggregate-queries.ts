import { aggregateSql } from './aggregates.ts';
import type { Derived } from './queries-of.ts';
import { filtersOfReads } from './read-filters.ts';
import { isOneOf } from './relationship-queries.ts';
import { selectFrom } from './select.ts';
import { quoted } from './sql-names.ts';
import { untold } from './untold.ts';

/** Loading the aggregates of a resource for rows that are there. */
export function aggregateQueries(derived: Derived): void {
  const { resource, facts } = derived;
  for (const aggregate of resource.aggregates) {
    derived.add(`aggregate:${aggregate.name}`, `aggregate \`${aggregate.name}\``, aggregate.declaration, () => {
      const [key] = resource.primaryKey;
      if (key === undefined) return untold(`\`${resource.module}\` has no primary key`);
      return selectFrom(facts, {
        resource,
        filters: [...filtersOfReads(resource, undefined).filters, (scope) => isOneOf(key, scope)],
        select: [(scope) => `${aggregateSql(aggregate, scope).sql} AS ${quoted(aggregate.name)}`],
      });
    });
  }
}
