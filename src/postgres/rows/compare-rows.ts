import { z } from 'zod';
import type { RowDump } from './dump-rows.ts';

/** A table whose rows are not the same before and after. */
export interface RowDifference {
  /** As it stands in a statement: `public.posts`. */
  readonly table: string;
  /** Rows that were there before and are not now. */
  readonly lost: number;
  readonly gained: number;
  /** A lost row, and of the gained ones that which is most like it. As JSON. */
  readonly example: {
    readonly before: string | undefined;
    readonly after: string | undefined;
    /** Columns in which the two differ. */
    readonly columns: readonly string[];
  };
}

/** Rows as sets: neither their order nor that of their columns counts. A table that is not there has no rows. */
export function compareRows(before: RowDump, after: RowDump): RowDifference[] {
  const tables = [...new Set([...before.keys(), ...after.keys()])].sort();
  return tables.flatMap((table) => {
    const [old, now] = [before.get(table) ?? [], after.get(table) ?? []];
    const [lost, gained] = [without(old, now), without(now, old)];
    if (lost.length === 0 && gained.length === 0) return [];
    return { table, lost: lost.length, gained: gained.length, example: exampleOf(lost, gained) };
  });
}

/** Equal rows count as often as they stand there. */
function without(rows: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const row of others) left.set(row, (left.get(row) ?? 0) + 1);
  return rows.filter((row) => {
    const count = left.get(row) ?? 0;
    left.set(row, count - 1);
    return count <= 0;
  });
}

function exampleOf(lost: readonly string[], gained: readonly string[]): RowDifference['example'] {
  const [before] = lost;
  if (before === undefined) return { before, after: gained[0], columns: [] };
  const own = fieldsOf(before);
  const [nearest] = gained
    .map((row) => ({ row, columns: unlike(own, fieldsOf(row)) }))
    .sort((a, b) => a.columns.length - b.columns.length);
  return { before, after: nearest?.row, columns: nearest?.columns ?? [] };
}

const fields = z.record(z.string(), z.unknown());

function fieldsOf(row: string): ReadonlyMap<string, string> {
  return new Map(Object.entries(fields.parse(JSON.parse(row))).map(([name, value]) => [name, JSON.stringify(value)]));
}

function unlike(own: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): string[] {
  return [...new Set([...own.keys(), ...other.keys()])].filter((name) => own.get(name) !== other.get(name)).sort();
}
