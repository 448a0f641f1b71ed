import type { Span } from '../base/span.ts';
import { alterationsOf, forwardChanges } from './alterations.ts';
import type { AddColumn, ModifyColumn, RemoveColumn } from './column.ts';
import { databaseType, isSameType, printDatabaseType } from './database-type.ts';
import { columnBefore, nullableBefore } from './history.ts';
import { backwardOf } from './imbalance.ts';
import type { Direction, Migration } from './migration.ts';
import type { AlterTable } from './statement.ts';

/** A column that is there after a rollback, but not as it was: its type, or that it may be NULL. */
export interface RestorationGap {
  readonly kind: 'type' | 'unrestored' | 'required';
  /** `posts.title` */
  readonly name: string;
  readonly before: string;
  readonly after: string;
  readonly at: Span;
}

type Restoring = { readonly statement: AlterTable; readonly change: AddColumn | ModifyColumn };

type Removing = { readonly statement: AlterTable; readonly change: RemoveColumn };

/** Where all of a column's history is known, and each direction speaks of it once. */
export function restorationGaps(migration: Migration, migrations: readonly Migration[]): RestorationGap[] {
  const { down } = migration;
  if (down === undefined || down.statements.some(isUnclear)) return [];
  const changed = [...forwardChanges(migration, 'modify'), ...forwardChanges(migration, 'remove')];
  const backward = alterationsOf(backwardOf(down)).filter(
    (it): it is Restoring => it.change.kind === 'add' || it.change.kind === 'modify',
  );
  const removed = alterationsOf(backwardOf(down)).filter((it): it is Removing => it.change.kind === 'remove');
  return changed.flatMap(({ statement, change }): RestorationGap[] => {
    const name = `${statement.table.name ?? ''}.${change.column.name ?? ''}`;
    const isSame = (it: { statement: AlterTable; change: { column: { name: string | undefined } } }): boolean =>
      `${it.statement.table.name ?? ''}.${it.change.column.name ?? ''}` === name;
    if (changed.filter(isSame).length > 1 || removed.some(isSame) || isDroppedBy(down, statement)) return [];
    const restoring = backward.filter(isSame);
    if (restoring.length > 1) return [];
    return gapsOf(change, statement, restoring[0]?.change, { name, migration, migrations });
  });
}

function isDroppedBy(down: Direction, { table }: AlterTable): boolean {
  return backwardOf(down).some((it) => it.kind === 'drop-table' && it.table.name === table.name);
}

/** SQL and code may restore any column. */
function isUnclear({ kind, conditional }: { readonly kind: string; readonly conditional: boolean }): boolean {
  return (
    conditional ||
    kind === 'execute' ||
    kind === 'repo' ||
    kind === 'unknown' ||
    kind === 'rename-column' ||
    kind === 'rename-table'
  );
}

interface About {
  readonly name: string;
  readonly migration: Migration;
  readonly migrations: readonly Migration[];
}

function gapsOf(
  change: ModifyColumn | RemoveColumn,
  { table }: AlterTable,
  restoring: AddColumn | ModifyColumn | undefined,
  { name, migration, migrations }: About,
): RestorationGap[] {
  const definition = columnBefore(migrations, migration, table, change);
  const before = definition === undefined ? undefined : databaseType(definition);
  const common = { name, before: before === undefined ? '' : printDatabaseType(before), after: '' };
  const gaps: RestorationGap[] = [];
  const left = restoring ?? (change.kind === 'modify' ? change : undefined);
  const after = left === undefined ? undefined : databaseType(left.definition);
  if (left !== undefined && before !== undefined && after !== undefined && !isSameType(before, after)) {
    const kind = restoring === undefined ? 'unrestored' : 'type';
    gaps.push({ ...common, kind, after: printDatabaseType(after), at: left.definition.type });
  }
  if (
    change.kind === 'modify' &&
    staysRequired(change, restoring) &&
    nullableBefore(migrations, migration, table, change) === true
  ) {
    gaps.push({
      ...common,
      kind: 'required',
      at: change.definition.options.find((it) => it.name === 'null') ?? change.nameSpan,
    });
  }
  return gaps;
}

function staysRequired(change: ModifyColumn, restoring: AddColumn | ModifyColumn | undefined): boolean {
  if (!change.definition.known || change.definition.null !== false) return false;
  return (
    restoring === undefined ||
    (restoring.kind === 'modify' && restoring.definition.known && restoring.definition.null === undefined)
  );
}
