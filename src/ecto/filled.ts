import { isNil } from '../elixir/literal.ts';
import type { ColumnChange } from './column.ts';
import { mayFill, namesWord, rowWritesOf } from './data-writes.ts';
import { forwardOn } from './forward.ts';
import { folderOf, forwardOf, type Migration } from './migration.ts';
import type { Statement } from './statement.ts';

/**
 * Whether a migration gives a column of all rows a value before it comes to a statement, or may do so: it writes to the
 * column, runs code of the application, or adds the column with a default.
 */
export function isFilledBefore(
  migration: Migration,
  statement: Statement,
  table: string,
  column: string,
  text: string,
): boolean {
  const statements = forwardOf(migration);
  return statements.slice(0, statements.indexOf(statement)).some((earlier) => {
    if (earlier.kind === 'unknown') return true;
    if (earlier.kind === 'execute' && earlier.command.kind !== 'sql') return true;
    if (earlier.kind === 'alter-table' && earlier.table.name === table) return addsDefault(earlier.changes, column);
    return rowWritesOf(earlier, text).some((write) => mayFill(write, column));
  });
}

function addsDefault(changes: readonly ColumnChange[], column: string): boolean {
  return changes.some(
    (change) =>
      change.kind === 'add' &&
      change.column.name === column &&
      change.definition.default !== undefined &&
      !isNil(change.definition.default),
  );
}

/** Whether a migration that ran before wrote to the column, in a statement of its own that names the table. */
export function isFilledEarlier(
  migrations: readonly Migration[],
  migration: Migration,
  table: string,
  column: string,
  textOf: (path: string) => string,
): boolean {
  const folder = folderOf(migration);
  return migrations.some(
    (other) =>
      other.path < migration.path &&
      folderOf(other) === folder &&
      textOf(other.path).includes(column) &&
      forwardOf(other).some((statement) =>
        rowWritesOf(statement, textOf(other.path)).some((write) => namesWord(write, table) && mayFill(write, column)),
      ),
  );
}

/** Whether a check constraint says that a column is not NULL, from a point before a statement on. */
export function isProvenNotNull(
  migrations: readonly Migration[],
  migration: Migration,
  statement: Statement,
  table: string,
  column: string,
): boolean {
  const proof = new RegExp(`(^|\\W)${column}"?\\s+is\\s+not\\s+null`, 'i');
  const mine = forwardOf(migration);
  const earlier = new Set(mine.slice(0, mine.indexOf(statement)));
  return forwardOn(migrations, [table]).some((other) => {
    const isBefore = other.path < migration.path || earlier.has(other.statement);
    if (!isBefore || !other.path.startsWith(folderOf(migration))) return false;
    const { statement: made } = other;
    if (made.kind === 'create-constraint') return proof.test(made.constraint.check ?? '');
    if (made.kind !== 'execute' || made.command.kind !== 'sql') return false;
    return /\bCHECK\b/i.test(made.command.text) && made.command.text.includes(table) && proof.test(made.command.text);
  });
}
