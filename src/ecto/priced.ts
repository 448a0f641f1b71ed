import { columnCost, costOf } from './cost.ts';
import type { Operation } from './operation.ts';

/** The operations of one direction of a migration, each with what it costs. Tables that they create are empty. */
export function priced(operations: readonly Operation[]): Operation[] {
  const created = new Set<string>();
  const keyOf = (table: string, prefix: string | undefined): string => JSON.stringify([table, withoutTenant(prefix)]);
  const isNew = (table: string, prefix: string | undefined): boolean => created.has(keyOf(table, prefix));
  return operations.map((operation) => {
    if (operation.kind === 'create-table') created.add(keyOf(operation.table, operation.prefix));
    const cost = costOf(operation, isNew);
    if (operation.kind !== 'alter-table' || isNew(operation.table, operation.prefix)) return { ...operation, cost };
    return {
      ...operation,
      changes: operation.changes.map((change) => ({ ...change, cost: columnCost(change) })),
      cost,
    };
  });
}

/** A block says the tenant's schema by a call, an index leaves it to the migrator: they mean the same table. */
function withoutTenant(prefix: string | undefined): string {
  return prefix === undefined || prefix === 'prefix()' ? '' : prefix;
}
