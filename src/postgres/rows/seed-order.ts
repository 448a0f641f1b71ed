import type { LiveForeignKey, LiveTable } from './live-schema.ts';

/** A table's turn, and the foreign keys that have nothing to refer to yet. */
export interface SeedTurn {
  readonly table: LiveTable;
  readonly later: readonly LiveForeignKey[];
}

/** Tables behind those that they refer to. Of a circle, the table that can do without comes first. */
export function seedOrder(tables: readonly LiveTable[]): readonly SeedTurn[] {
  const waiting = new Set(tables);
  const turns: SeedTurn[] = [];
  while (waiting.size > 0) {
    const oids = new Set([...waiting].map(({ oid }) => oid));
    const next = [...waiting].map((table) => ({ table, later: waitingKeys(table, oids) })).sort(byNeed)[0];
    if (next === undefined) break;
    waiting.delete(next.table);
    turns.push(next);
  }
  return turns;
}

/** Whether a row can do without what the foreign key refers to: one empty column is enough, unless all have to be. */
export function isOptional(key: LiveForeignKey, table: LiveTable): boolean {
  const isNullable = (name: string): boolean => table.columns.find((own) => own.name === name)?.nullable === true;
  return key.isFull ? key.columns.every(isNullable) : key.columns.some(isNullable);
}

function waitingKeys(table: LiveTable, waiting: ReadonlySet<string>): readonly LiveForeignKey[] {
  return table.foreignKeys.filter(({ target }) => target === table.oid || waiting.has(target));
}

function byNeed(a: SeedTurn, b: SeedTurn): number {
  return needOf(a) - needOf(b) || outgoing(a) - outgoing(b);
}

/** What cannot be empty weighs more, unless it may be checked later; a table that refers to itself waits for nobody. */
function needOf({ table, later }: SeedTurn): number {
  return later
    .filter((key) => key.target !== table.oid && !isOptional(key, table))
    .reduce((sum, key) => sum + (key.isDeferrable ? 1 : 100), 0);
}

function outgoing({ table, later }: SeedTurn): number {
  return later.filter(({ target }) => target !== table.oid).length;
}
