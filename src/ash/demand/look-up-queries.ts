import { all } from './condition.ts';
import { conditionOf } from './conditions.ts';
import { equalToGiven, requestOf } from './action-queries.ts';
import { lookUpsOf } from './interface-reads.ts';
import type { Derived } from './queries-of.ts';
import { partsOfRead, readActionOf, tenantFilter, type Filter } from './read-filters.ts';
import { selectFrom } from './select.ts';

/** Code interfaces that get one row by fields of it. */
export function interfaceQueries(derived: Derived): void {
  const { resource, facts } = derived;
  for (const { entry, action: named, fields } of lookUpsOf(facts.project, resource)) {
    const action = named ?? readActionOf(resource, undefined);
    const what = `code interface \`${entry.name}\``;
    const [reason] = action === undefined ? ['its action is not known'] : partsOfRead(resource, action).openBecause;
    if (action === undefined || reason !== undefined) {
      derived.tell(what, entry.declaration, reason ?? 'its action is not known');
      continue;
    }
    const request = requestOf(derived, action);
    const byFields = fields.map(
      (field): Filter =>
        (scope) =>
          equalToGiven(field, scope),
    );
    derived.add(`get:${entry.name}`, what, entry.declaration, () =>
      selectFrom(facts, {
        ...request,
        filters: [...request.filters, ...byFields],
        sorts: [],
        isStable: false,
        limit: 2,
      }),
    );
  }
}

/** Rows by the keys of an identity, as checks before a change and managed relationships look for them. */
export function identityQueries(derived: Derived): void {
  const { resource, facts } = derived;
  for (const { name, keys, where, allTenants, declaration } of resource.identities) {
    const what = `identity \`${name}\``;
    if (keys === undefined) {
      derived.tell(what, declaration, 'its keys are computed');
      continue;
    }
    const ofTenant = allTenants === true ? [] : tenantFilter(resource, undefined);
    const tenant = resource.multitenancy?.attribute;
    const own = keys.filter((key) => ofTenant.length === 0 || key !== tenant);
    const filters: Filter[] = [
      ...ofTenant,
      ...own.map(
        (key): Filter =>
          (scope) =>
            equalToGiven(key, scope),
      ),
      ...(where === undefined ? [] : [(scope: Parameters<Filter>[0]) => conditionOf(where, scope)]),
      ...(resource.baseFilter === undefined ? [] : [baseFilter(resource.baseFilter)]),
    ];
    derived.add(`identity:${name}`, what, declaration, () => selectFrom(facts, { resource, filters, limit: 1 }));
  }
}

function baseFilter(filter: Parameters<typeof conditionOf>[0]): Filter {
  return (scope) => all([conditionOf(filter, scope)]);
}
