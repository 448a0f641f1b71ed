import type { ColumnOperation, ReferenceTarget } from '../../../ecto/operation.ts';

/** The foreign key that a column gets. */
export function referenceIn(column: ColumnOperation): ReferenceTarget | undefined {
  if (column.kind !== 'add' && column.kind !== 'modify') return undefined;
  return typeof column.type === 'object' && 'table' in column.type ? column.type : undefined;
}
