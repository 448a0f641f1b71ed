import { addTo } from '../base/multi-map.ts';
import { oncePer } from '../base/once-per.ts';
import type { AddColumn, ColumnChange, Definition, ModifyColumn } from './column.ts';
import { folderOf, forwardOf, type Migration } from './migration.ts';
import type { Statement, TableRef } from './statement.ts';
import type { NamedValue, Prefix } from './written.ts';

/** A column at a point of the history. */
interface Wanted {
  readonly table: string;
  readonly prefix: Prefix;
  readonly column: string;
}

/** Going back stops at the command that made the column, or where its history is not certain. */
type Found = { readonly kind: 'made'; readonly definition: Definition } | { readonly kind: 'unclear' };

type Later =
  | { readonly kind: 'modify'; readonly definition: Definition }
  | { readonly kind: 'drop-constraint'; readonly name: string | undefined; readonly column: Wanted };

/**
 * How a column was defined just before `change`, from the migrations of the same folder and the statements in front of
 * it; undefined where SQL, conditions or computed names leave a doubt.
 */
export function columnBefore(
  migrations: readonly Migration[],
  migration: Migration,
  table: TableRef,
  change: ColumnChange,
): Definition | undefined {
  const column = change.kind === 'modify' || change.kind === 'remove' ? change.column.name : undefined;
  if (column === undefined || table.name === undefined) return undefined;
  let wanted: Wanted = { table: table.name, prefix: table.prefix, column };
  const later: Later[] = [];
  for (const event of eventsBefore(migrations, migration, change)) {
    const found = visit(event, wanted, later);
    if (found?.kind === 'unclear') return undefined;
    if (found?.kind === 'made') return later.reduceRight(applyLater, found.definition as Definition | undefined);
    wanted = renamedFrom(event.statement, wanted);
  }
  return undefined;
}

/** Whether a column may be NULL just before a change; undefined where that is not certain. */
export function nullableBefore(
  migrations: readonly Migration[],
  migration: Migration,
  table: TableRef,
  change: ModifyColumn,
): boolean | undefined {
  if (change.column.name === undefined || table.name === undefined) return undefined;
  let wanted: Wanted = { table: table.name, prefix: table.prefix, column: change.column.name };
  for (const event of eventsBefore(migrations, migration, change)) {
    const later: Later[] = [];
    const found = visit(event, wanted, later);
    if (found?.kind === 'unclear') return undefined;
    if (found?.kind === 'made') return isNullable(found.definition);
    const [modified] = later;
    if (modified?.kind === 'modify' && !modified.definition.known) return undefined;
    if (modified?.kind === 'modify' && modified.definition.null !== undefined) return modified.definition.null;
    wanted = renamedFrom(event.statement, wanted);
  }
  return undefined;
}

function isNullable({ known, null: isNull, primaryKey }: Definition): boolean | undefined {
  return known ? isNull !== false && !primaryKey : undefined;
}

/** A statement, or one change of an `alter table`. */
interface Event {
  readonly statement: Statement;
  readonly change: ColumnChange | undefined;
}

/** Everything that ran before a change, the latest first. */
function* eventsBefore(
  migrations: readonly Migration[],
  migration: Migration,
  change: ColumnChange,
): Generator<Event, void> {
  const own = eventsIn(migration);
  const index = own.findIndex((event) => event.change === change);
  if (index === -1) return;
  yield* own.slice(0, index).reverse();
  const folder = foldersOf(migrations).get(folderOf(migration)) ?? [];
  for (const other of folder) {
    if (other.path < migration.path) yield* eventsIn(other).toReversed();
  }
}

/** The migrations of each folder, the latest first. */
const foldersOf = oncePer((migrations: readonly Migration[]) => {
  const folders = new Map<string, Migration[]>();
  for (const migration of [...migrations].sort((a, b) => (a.path < b.path ? 1 : -1))) {
    addTo(folders, folderOf(migration), migration);
  }
  return folders;
});

const eventsIn = oncePer((migration: Migration) => forwardOf(migration).flatMap(eventsOf));

function eventsOf(statement: Statement): Event[] {
  const isTable = statement.kind === 'alter-table' || statement.kind === 'create-table';
  if (!isTable) return [{ statement, change: undefined }];
  const changes = statement.kind === 'alter-table' ? statement.changes : statement.columns;
  return [{ statement, change: undefined }, ...changes.map((change) => ({ statement, change }))];
}

function visit({ statement, change }: Event, wanted: Wanted, later: Later[]): Found | undefined {
  switch (statement.kind) {
    case 'create-table':
    case 'alter-table':
      if (!isSameTable(statement.table, wanted)) return undefined;
      if (change === undefined) return statement.kind === 'create-table' ? { kind: 'unclear' } : undefined;
      return visitChange(change, statement, wanted, later);
    case 'drop-table':
      return isSameTable(statement.table, wanted) ? { kind: 'unclear' } : undefined;
    case 'drop-constraint':
      if (statement.constraint.table === wanted.table) {
        later.push({ kind: 'drop-constraint', name: statement.constraint.name, column: wanted });
      }
      return undefined;
    case 'execute':
    case 'repo':
      return mentions(statement.command, wanted) ? { kind: 'unclear' } : undefined;
    default:
      return undefined;
  }
}

function visitChange(change: ColumnChange, statement: Statement, wanted: Wanted, later: Later[]): Found | undefined {
  if (change.kind === 'timestamps') {
    if (change.columns !== undefined && !change.columns.includes(wanted.column)) return undefined;
    return change.definition === undefined ? { kind: 'unclear' } : { kind: 'made', definition: change.definition };
  }
  if (change.kind === 'unknown' || change.column.name === undefined) return { kind: 'unclear' };
  if (change.column.name !== wanted.column) return undefined;
  if (change.kind === 'remove' || !isCertain(change) || !isCertain(statement)) return { kind: 'unclear' };
  if (change.kind === 'add') {
    const isTolerant = change.ifNotExists || (statement.kind === 'create-table' && statement.ifNotExists);
    return isTolerant ? { kind: 'unclear' } : { kind: 'made', definition: change.definition };
  }
  later.push({ kind: 'modify', definition: change.definition });
  return undefined;
}

function isCertain(written: AddColumn | ModifyColumn | Statement): boolean {
  return !written.conditional && written.only !== 'down';
}

function isSameTable(table: TableRef, wanted: Wanted): boolean {
  return table.name === wanted.table && schemaOf(table.prefix) === schemaOf(wanted.prefix);
}

function schemaOf(prefix: Prefix): string | undefined {
  return prefix.kind === 'schema' ? prefix.name : prefix.kind === 'computed' ? undefined : '';
}

function mentions(command: { readonly kind: string; readonly text?: string } | undefined, wanted: Wanted): boolean {
  const { text } = command ?? {};
  if (text === undefined) return false;
  const has = (name: string): boolean => new RegExp(`(^|\\W)${escape(name)}(\\W|$)`).test(text);
  return has(wanted.table) && has(wanted.column) && /\b(ALTER|CREATE|RENAME|DROP)\b/i.test(text);
}

function escape(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** What the column was called before a renaming. */
function renamedFrom(statement: Statement, wanted: Wanted): Wanted {
  if (statement.kind === 'rename-column' && statement.to === wanted.column && isSameTable(statement.table, wanted)) {
    return { ...wanted, column: statement.column ?? '' };
  }
  if (statement.kind === 'rename-table' && isSameTable(statement.to, wanted)) {
    return { ...wanted, table: statement.table.name ?? '' };
  }
  return wanted;
}

function applyLater(definition: Definition | undefined, later: Later): Definition | undefined {
  if (definition === undefined) return undefined;
  return later.kind === 'modify' ? modified(definition, later.definition) : withoutForeignKey(definition, later);
}

/** `modify` sets the type with its size; null and default stay unless they are named. A foreign key is never dropped. */
function modified(before: Definition, after: Definition): Definition | undefined {
  if (before.type.kind === 'reference') return undefined;
  const ofType = new Set(['size', 'precision', 'scale']);
  const named = new Set(after.options.map((option) => option.name));
  const kept = before.options.filter((option) => !ofType.has(option.name) && !named.has(option.name));
  const options: readonly NamedValue[] = [...kept, ...after.options];
  return {
    ...after,
    null: after.null ?? before.null,
    default: after.default ?? before.default,
    primaryKey: after.primaryKey || before.primaryKey,
    options,
    known: before.known && after.known,
  };
}

function withoutForeignKey(
  definition: Definition,
  { name, column }: { readonly name: string | undefined; readonly column: Wanted },
): Definition | undefined {
  if (definition.type.kind !== 'reference') return definition;
  const { reference } = definition.type;
  const own = reference.name ?? `${column.table}_${column.column}_fkey`;
  if (name === undefined) return undefined;
  if (name !== own) return definition;
  return reference.type === undefined ? undefined : { ...definition, type: reference.type };
}
