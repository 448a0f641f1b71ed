import { namesWord, rowWritesOf } from './data-writes.ts';
import { forwardOf, type Migration } from './migration.ts';
import type { Statement } from './statement.ts';

/** Whether a migration deletes all rows of a table, or may do so, before it comes to a statement. */
export function isEmptiedBefore(
  migration: Migration,
  statement: Statement,
  table: string,
  text: string,
  statements: readonly Statement[] = forwardOf(migration),
): boolean {
  const before = statements.slice(0, statements.indexOf(statement));
  return before.some((earlier) =>
    rowWritesOf(earlier, text).some(
      (write) => namesWord(write, table) && (write.removesAll || /\bdelete_all\b/.test(write.text)),
    ),
  );
}
