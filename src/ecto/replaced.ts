import type { AddColumn, ModifyColumn } from './column.ts';
import { namesWord, rowWritesOf } from './data-writes.ts';
import { forwardOf, type Migration } from './migration.ts';
import type { AlterTable, Statement } from './statement.ts';

/** Whether a migration adds a column of this name to the table, whenever it does. */
export function isAddedIn(migration: Migration, table: string, column: string): boolean {
  return altersOf(forwardOf(migration), table).some((alter) => adds(alter, column));
}

/** Whether it added or renamed the column before it comes to a statement: what it dropped was its own. */
export function isMadeBefore(migration: Migration, statement: Statement, table: string, column: string): boolean {
  const before = forwardOf(migration).slice(0, forwardOf(migration).indexOf(statement));
  return altersOf(before, table).some((alter) => adds(alter, column));
}

/** Whether it writes rows from what is named, or runs code that may, before it comes to a statement. */
export function isCarriedOver(
  migration: Migration,
  statement: Statement,
  names: readonly string[],
  text: string,
): boolean {
  const statements = forwardOf(migration);
  return statements.slice(0, statements.indexOf(statement)).some((earlier) => {
    if (earlier.kind === 'unknown') return true;
    if (earlier.kind === 'execute' && earlier.command.kind !== 'sql') return true;
    return rowWritesOf(earlier, text).some(
      (write) => !write.removesAll && names.every((name) => namesWord(write, name)),
    );
  });
}

/**
 * Whether the table gets a constraint in the migration that drops this one: a check, a key or a reference, which may
 * have another name now; or loses the column that the constraint was about.
 */
export function isMadeAnew(migration: Migration, table: string, name: string): boolean {
  return forwardOf(migration).some((statement) => {
    switch (statement.kind) {
      case 'create-constraint':
        return statement.constraint.table === table;
      case 'create-index':
        return statement.index.table === table && statement.index.unique;
      case 'alter-table':
        return statement.table.name === table && statement.changes.some((change) => concerns(change, table, name));
      case 'rename-table':
        return statement.table.name === table || statement.to.name === table;
      case 'rename-column':
        return statement.table.name === table;
      case 'execute':
        return (
          statement.command.kind !== 'sql' || /\bADD\s+(CONSTRAINT|PRIMARY|UNIQUE)\b/i.test(statement.command.text)
        );
      case 'unknown':
        return true;
      default:
        return false;
    }
  });
}

function concerns(change: AlterTable['changes'][number], table: string, name: string): boolean {
  if (change.kind === 'timestamps') return false;
  if (change.kind === 'unknown' || change.column.name === undefined) return true;
  if (change.kind !== 'remove' && change.definition.primaryKey) return true;
  if (change.kind === 'modify' && change.definition.type.kind === 'reference') return true;
  if (name === `${table}_${change.column.name}_fkey`) return true;
  return change.kind === 'remove' && name.includes(change.column.name);
}

function altersOf(statements: readonly Statement[], table: string): AlterTable[] {
  return statements.filter(
    (statement): statement is AlterTable => statement.kind === 'alter-table' && statement.table.name === table,
  );
}

function adds({ changes }: AlterTable, column: string): boolean {
  return changes.some((change) => change.kind === 'add' && change.column.name === column);
}

/** Whether the column of a change was added without a default in the same migration, and is empty unless it was filled. */
export function isNewlyAdded(
  migration: Migration,
  statement: Statement,
  change: AddColumn | ModifyColumn,
  table: string,
): boolean {
  const statements = forwardOf(migration);
  const before = statements.slice(0, statements.indexOf(statement));
  const isAdded = altersOf(before, table).some(({ changes }) =>
    changes.some(
      (it) => it.kind === 'add' && it.column.name === change.column.name && it.definition.default === undefined,
    ),
  );
  return isAdded && before.every(({ kind }) => kind !== 'execute' && kind !== 'repo' && kind !== 'unknown');
}
