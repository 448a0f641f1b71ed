import type { DemandedTable } from '../../ash/demand/demand.ts';
import type { Distributions, TableDistribution } from '../../ash/demand/distribution-schema.ts';
import type { LiveSchema, LiveTable } from '../rows/live-schema.ts';
import { seedOrder } from '../rows/seed-order.ts';

/** Rows that refer to one row of another table, where nothing is configured: neither each its own nor a handful of parents. */
export const rowsPerParent = 20;
/**
 * How many tenants share a table, where nothing is configured. With as many as there are other parents, a tenant would
 * have so few rows that its column alone found them, and whatever stands behind it in an index looked needless.
 */
export const tenants = 20;
/** Fewer parents than this would make their keys as common as a status. */
const fewestParents = 1_000;

export interface NeededTable {
  readonly table: LiveTable;
  readonly count: number;
  readonly distribution: TableDistribution | undefined;
}

export interface NeedSetup {
  readonly schema: LiveSchema;
  readonly demanded: readonly DemandedTable[];
  readonly distributions: Distributions;
  readonly rows: number;
}

/** The tables that have to have rows so that some can be measured, each behind those that it refers to. */
export function neededRows(wanted: readonly LiveTable[], setup: NeedSetup): readonly NeededTable[] {
  const { schema, demanded, distributions, rows } = setup;
  const needed = new Set(wanted.flatMap((table) => [table, ...ancestorsOf(table, schema)]));
  const parents = new Set([...needed].flatMap((table) => ancestorsOf(table, schema)));
  const usual = Math.min(rows, Math.max(fewestParents, Math.ceil(rows / rowsPerParent)));
  return seedOrder(schema.tables)
    .filter(({ table }) => needed.has(table))
    .map(({ table }) => {
      const configured =
        distributions[`${table.schema}.${table.name}`] ??
        (table.schema === 'public' ? distributions[table.name] : undefined);
      const isMain = table === wanted[0] || !parents.has(table);
      return {
        table,
        count: configured?.rows ?? (isMain ? rows : usual),
        distribution: withKnownValues(configured, demandedOf(table, demanded)),
      };
    });
}

function ancestorsOf(table: LiveTable, schema: LiveSchema): readonly LiveTable[] {
  const found = new Set<LiveTable>();
  const open = [table];
  for (let current = open.pop(); current !== undefined; current = open.pop()) {
    for (const { target } of current.foreignKeys) {
      const parent = schema.tables.find(({ oid }) => oid === target);
      if (parent === undefined || parent === table || found.has(parent)) continue;
      found.add(parent);
      open.push(parent);
    }
  }
  return [...found];
}

function demandedOf(table: LiveTable, demanded: readonly DemandedTable[]): DemandedTable | undefined {
  return demanded.find(({ name, schema }) => name === table.name && (schema ?? 'public') === table.schema);
}

/** The database does not know which atoms a column takes; the resource does. */
function withKnownValues(
  configured: TableDistribution | undefined,
  demanded: DemandedTable | undefined,
): TableDistribution | undefined {
  const known = (demanded?.columns ?? []).flatMap(({ name, type, values }) =>
    values === undefined || values.length === 0 || type.endsWith('[]')
      ? []
      : [[name, { values: [...values] }] as const],
  );
  const tenant = demanded?.tenantColumn === undefined ? {} : { [demanded.tenantColumn]: { distinct: tenants } };
  if (known.length === 0 && demanded?.tenantColumn === undefined) return configured;
  return { ...configured, columns: { ...Object.fromEntries(known), ...tenant, ...configured?.columns } };
}
