import type { ColumnChange } from './column.ts';
import { forwardOf, type Migration } from './migration.ts';
import type { AlterTable, Statement } from './statement.ts';

/** One change of an `alter table`. */
export interface Alteration<Change extends ColumnChange = ColumnChange> {
  readonly statement: AlterTable;
  readonly change: Change;
}

/** What happens to columns of tables that are there already; what runs under a condition is left out. */
export function alterationsOf(statements: readonly Statement[]): Alteration[] {
  return statements.flatMap((statement): Alteration[] => {
    if (statement.kind !== 'alter-table' || statement.conditional) return [];
    return statement.changes.filter(({ conditional }) => !conditional).map((change) => ({ statement, change }));
  });
}

/** Those of one kind on the way up. */
export function forwardChanges<Kind extends ColumnChange['kind']>(
  migration: Migration,
  kind: Kind,
): Alteration<Extract<ColumnChange, { kind: Kind }>>[] {
  return alterationsOf(forwardOf(migration)).filter(
    (alteration): alteration is Alteration<Extract<ColumnChange, { kind: Kind }>> =>
      alteration.change.kind === kind && alteration.change.only !== 'down',
  );
}
