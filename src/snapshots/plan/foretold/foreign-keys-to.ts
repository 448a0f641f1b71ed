import { foreignKeyOf } from '../foreign-key-of.ts';
import type { TablePair } from '../table-pair.ts';

export interface ForeignKey {
  readonly name: string;
  /** The table that has it. */
  readonly table: string;
  readonly column: string;
}

/** The foreign keys that refer to a table's columns before anything changes. */
export function foreignKeysTo(
  pairs: readonly TablePair[],
  target: { readonly table: string; readonly schema: string | null },
  columns: readonly string[],
): ForeignKey[] {
  return pairs.flatMap(({ before }) =>
    (before?.attributes ?? []).flatMap((attribute): ForeignKey[] => {
      if (before === undefined) return [];
      const reference = foreignKeyOf(before.multitenancy, attribute);
      if (reference === undefined || reference.table !== target.table) return [];
      if ((reference.schema ?? 'public') !== (target.schema ?? 'public')) return [];
      const used = [reference.destinationAttribute, ...(reference.matchWith ?? []).map(([, own]) => own)];
      if (!used.some((column) => columns.includes(column))) return [];
      return [{ name: reference.name, table: before.table, column: attribute.source }];
    }),
  );
}
