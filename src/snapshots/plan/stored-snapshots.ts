import type { StoredSnapshot } from '../store.ts';

/** Where a table's snapshots are looked for. */
export interface TablePlace {
  readonly tenant: boolean;
  readonly schema: string | null;
  readonly table: string;
}

/** The newest snapshot of a table, found as the generator does: a folder without the schema counts as well. */
export function findStored(stored: readonly StoredSnapshot[], place: TablePlace): StoredSnapshot | undefined {
  const stamped = filesIn(stored, folderOf(stored, place)).filter(({ place: { dev } }) => !dev);
  const [first, ...rest] = stamped;
  if (first !== undefined)
    return rest.reduce((newest, other) => (stampOf(other) > stampOf(newest) ? other : newest), first);
  const flat = stored.filter((file) => file.place.stamp === null && !file.place.dev && isOf(file, place, place.table));
  return flat.find((file) => file.place.schema === place.schema) ?? flat.find((file) => file.place.schema === null);
}

function stampOf({ place: { stamp } }: StoredSnapshot): string {
  return stamp ?? '';
}

/** All files of the folder that a table's snapshots are in; they go when the table does. */
export function filesOf(stored: readonly StoredSnapshot[], place: TablePlace): StoredSnapshot[] {
  return filesIn(stored, folderOf(stored, place));
}

/** The tables that have a folder. */
export function storedTables(stored: readonly StoredSnapshot[], tenant: boolean): TablePlace[] {
  const tables = new Map<string, TablePlace>();
  for (const { place } of stored) {
    if (place.tenant !== tenant || place.stamp === null) continue;
    tables.set(tableKey(place), { tenant, schema: place.schema, table: place.table });
  }
  return [...tables.values()].sort(byTable);
}

function folderOf(stored: readonly StoredSnapshot[], place: TablePlace): TablePlace {
  const isThere = filesIn(stored, place).length > 0;
  return place.schema !== null && !isThere ? { ...place, schema: null } : place;
}

function filesIn(stored: readonly StoredSnapshot[], place: TablePlace): StoredSnapshot[] {
  return stored.filter(
    (file) => file.place.stamp !== null && isOf(file, place, place.table) && file.place.schema === place.schema,
  );
}

function isOf({ place }: StoredSnapshot, { tenant }: TablePlace, table: string): boolean {
  return place.tenant === tenant && place.table === table;
}

/** The order that the BEAM gives the keys `{table, schema}` of a small map: no schema comes first. */
export function byTable(a: Pick<TablePlace, 'schema' | 'table'>, b: Pick<TablePlace, 'schema' | 'table'>): number {
  return compare(a.table, b.table) || compare(a.schema ?? '', b.schema ?? '');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function tableKey({ schema, table }: Pick<TablePlace, 'schema' | 'table'>): string {
  return JSON.stringify([table, schema]);
}

/** `schema.table`, or the table alone. */
export function tableName({ schema, table }: Pick<TablePlace, 'schema' | 'table'>): string {
  return schema === null ? table : `${schema}.${table}`;
}
