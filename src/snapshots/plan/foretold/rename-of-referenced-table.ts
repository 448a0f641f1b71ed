import type { ColumnOperation, Operation } from '../../../ecto/operation.ts';
import { causedBy, type Foretold, type ForetoldInput } from './foretold.ts';
import { referenceIn } from './reference-in.ts';

/** A renamed table that others refer to: their keys are made to the new name before it exists (42P01). */
export function foretellRenameOfReferencedTable({ migrations }: ForetoldInput): Foretold[] {
  return migrations.flatMap(({ up }) =>
    up.flatMap((operation, position): Foretold[] => {
      if (operation.kind !== 'rename-table') return [];
      const early = up.slice(0, position).find((earlier) => refersTo(earlier, operation.to));
      if (early === undefined) return [];
      return [
        {
          slug: 'rename-of-referenced-table',
          severity: 'error',
          table: operation.to,
          message: `The migration fails (42P01): codegen makes the foreign key of \`${early.table ?? ''}\` to \`${operation.to}\` before it renames \`${operation.table}\`.`,
          instead:
            'Keep the name of the table in the database (`table "…"`), or move the `rename` in the migration to its beginning before you run it.',
          ...causedBy(operation),
        },
      ];
    }),
  );
}

function refersTo(operation: Operation, table: string): boolean {
  const columns: readonly ColumnOperation[] =
    operation.kind === 'alter-table' ? operation.changes : operation.kind === 'create-table' ? operation.columns : [];
  return columns.some((column) => referenceIn(column)?.table === table);
}
