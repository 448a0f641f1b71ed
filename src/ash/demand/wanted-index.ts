import type { Access, SortedColumn } from './access.ts';
import type { DemandedColumn } from './demand.ts';

/** What an index would have to be like to serve a query on one of its tables. */
export interface WantedIndex {
  readonly access: Access;
  /** Columns that are compared for equality, those that tell many rows apart first. */
  readonly keys: readonly string[];
  /** Those of them that tell many rows apart. */
  readonly telling: readonly string[];
  /** What it has to be in the order of, so that the first rows can be read without the others. */
  readonly sort: readonly SortedColumn[];
  readonly range: string | undefined;
  /** Conditions that hold for every row asked for, where they leave out rows that a key column cannot. */
  readonly constants: readonly string[];
}

/** An enum, a boolean, or a test for NULL: each value is that of many rows. */
export function tellsFew(column: DemandedColumn | undefined): boolean {
  if (column === undefined) return true;
  return column.type === 'boolean' || column.type === 'jsonb' || (column.values?.length ?? Infinity) <= 20;
}

/** Undefined where no B-tree can help: everything is read, or rows are found by a unique key. */
export function wantedIndex(access: Access): WantedIndex | undefined {
  const { table, equal, lists, constants } = access;
  if (table.uniqueKeys.some((key) => key.length > 0 && key.every((column) => equal.has(column)))) return undefined;
  const columnOf = (name: string): DemandedColumn | undefined => table.columns.find((column) => column.name === name);
  const isNilTest = (name: string): boolean => constants.get(name)?.endsWith(' IS NULL') === true;
  const own = [...equal].filter((name) => name !== table.tenantColumn);
  const telling = own.filter((name) => !isNilTest(name) && !tellsFew(columnOf(name)));
  const coarse = own.filter((name) => !telling.includes(name) && !constants.has(name));
  const sort = sortOf(
    access,
    [...equal].some((name) => lists.has(name)),
  );
  const [range] = [...access.range].filter((name) => !equal.has(name));
  const base = { access, telling, range: sort.length > 0 ? undefined : range };
  const left = [...constants].flatMap(([name, sql]) => (telling.includes(name) ? [] : [sql]));
  if (telling.length > 0) return { ...base, keys: telling.slice(0, 3), sort, range: undefined, constants: [] };
  if (sort.length > 0 || base.range !== undefined) return { ...base, keys: coarse, sort, constants: left };
  const isOfTenant = table.tenantColumn !== undefined && equal.has(table.tenantColumn);
  return isOfTenant ? { ...base, keys: [], sort: [], constants: [] } : undefined;
}

/** Without the primary key at its end, which only tells equal rows apart. Sorting all rows needs no index. */
function sortOf({ sort, limited, table, equal }: Access, hasLists: boolean): readonly SortedColumn[] {
  if (sort === undefined || !limited || hasLists) return [];
  const open = sort.filter(({ column }) => !equal.has(column));
  const [key = []] = table.uniqueKeys;
  const end = open.findLastIndex(({ column }) => !key.includes(column));
  const isByKeyAlone = end === -1;
  return isByKeyAlone ? [] : open.slice(0, end + 1);
}
