/** The name that Ecto gives an index without one: table, columns and `index`, with `_` for what is no word character. */
export function ectoIndexName(table: string, columns: readonly string[]): string {
  return [table, ...columns, 'index']
    .map((part) => part.replace(/[^\p{L}\p{M}\p{N}_]/gu, '_').replace(/_+$/, ''))
    .join('_');
}
