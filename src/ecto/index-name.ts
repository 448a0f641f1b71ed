import { byteLength } from '../base/byte-length.ts';
import type { IndexColumnName } from './operation.ts';

/** The name that Ecto gives an index without one: table, columns and `index`, with `_` for each byte of no ASCII word. */
export function ectoIndexName(table: string, columns: readonly string[]): string {
  return [table, ...columns, 'index']
    .map((part) => part.replace(/[^\w]/gu, (letter) => '_'.repeat(byteLength(letter))).replace(/_+$/, ''))
    .join('_');
}

interface NamedIndex {
  readonly name?: string | undefined;
  readonly table: string;
  readonly columns: readonly IndexColumnName[];
}

/** The written name, or Ecto's own; PostgreSQL keeps the first 63 bytes. */
export function indexNameOf({ name, table, columns }: NamedIndex): string {
  return (
    name ??
    ectoIndexName(
      table,
      columns.map((column) => column.name),
    )
  );
}
