import type { Operation } from '../../../ecto/operation.ts';
import { causedBy, type Foretold, type ForetoldInput } from './foretold.ts';

/** A removed column together with an index that names it: `down` brings the index back before the column (42703). */
export function foretellIndexBackBeforeColumn({ migrations }: ForetoldInput): Foretold[] {
  return migrations.flatMap(({ down }) =>
    down.flatMap((operation, position): Foretold[] => {
      if (operation.kind !== 'create-index') return [];
      const column = down
        .slice(position + 1)
        .flatMap((later) => addedColumns(later, operation.table))
        .find((added) => names(operation, added));
      if (column === undefined) return [];
      return [
        {
          slug: 'index-back-before-column',
          severity: 'warning',
          table: operation.table,
          message: `The migration cannot be rolled back (42703): \`down\` makes an index again that speaks of \`${column}\`, before it adds the column.`,
          instead: `Remove the index first, run codegen, and remove \`${column}\` in a second step.`,
          ...causedBy(operation),
        },
      ];
    }),
  );
}

function addedColumns(operation: Operation, table: string): string[] {
  if (operation.kind !== 'alter-table' || operation.table !== table) return [];
  return operation.changes.flatMap((change) => (change.kind === 'add' ? [change.column] : []));
}

function names({ columns, where, include }: Operation & { kind: 'create-index' }, column: string): boolean {
  const isKey = columns.some(({ name, kind }) => (kind === 'column' ? name === column : mentions(name, column)));
  return isKey || (include ?? []).includes(column) || mentions(where ?? '', column);
}

function mentions(sql: string, column: string): boolean {
  return sql.split(/[^\w$]+/).includes(column);
}
