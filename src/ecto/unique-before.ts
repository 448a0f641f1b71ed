import { forwardOn } from './forward.ts';
import { folderOf, forwardOf, type Migration } from './migration.ts';
import type { CreateIndex } from './statement.ts';
import { migratedIndexes } from './table-indexes.ts';

/**
 * Whether the rows were unique in the columns of an index, or in some of them, before it is made: a unique index on no
 * more than these columns, with no condition or the same one, or the primary key.
 */
export function isKeptUnique(statement: CreateIndex, migration: Migration, migrations: readonly Migration[]): boolean {
  const { table, columns = [], where } = statement.index;
  const earlier = runBefore(statement, migration, migrations);
  if (table === undefined) return false;
  const plain = new Set(columns.filter(({ isExpression }) => !isExpression).map(({ name }) => name));
  const all = new Set(columns.map(({ name }) => name));
  const keys = primaryKeyOf(table, earlier);
  if (keys.length > 0 && keys.every((key) => plain.has(key))) return true;
  return migratedIndexes(earlier, table).indexes.some(
    (known) =>
      known.unique &&
      (known.where === undefined || known.where === where) &&
      known.fields.every(({ name, sql }) => (sql ? all : plain).has(name)),
  );
}

/** The migrations of the folder up to a statement, without the indexes that are dropped to make room for the new one. */
function runBefore(statement: CreateIndex, migration: Migration, migrations: readonly Migration[]): Migration[] {
  const folder = migrations.filter((it) => folderOf(it) === folderOf(migration) && it.path < migration.path);
  const own = forwardOf(migration);
  const renamings = own.slice(0, own.indexOf(statement)).filter(({ kind }) => kind.startsWith('rename-'));
  if (renamings.length === 0) return folder;
  const direction = { ...migration.span, nameSpan: migration.nameSpan, statements: renamings };
  return [...folder, { ...migration, change: undefined, up: direction }];
}

/** The columns of the key that the table was created with. */
function primaryKeyOf(table: string, earlier: readonly Migration[]): string[] {
  const made = forwardOn(earlier, [table]).findLast(({ statement }) => statement.kind === 'create-table')?.statement;
  if (made?.kind !== 'create-table') return [];
  const written = made.columns.flatMap((column) =>
    column.kind === 'add' && column.definition.primaryKey ? (column.column.name ?? []) : [],
  );
  return written.length === 0 && made.table.primaryKey === 'default' ? ['id'] : written;
}
