import type { Location } from '../base/span.ts';
import { mentionsIndex, parseIndexes } from '../base/sql-index.ts';
import { forwardOf, type Migration } from './migration.ts';
import type { CreateIndex, Execute, RenameColumn, Statement } from './statement.ts';

/** An index that migrations leave behind. */
export interface MigratedIndex {
  /** Undefined when it is computed. */
  readonly name: string | undefined;
  readonly table: string;
  readonly fields: readonly { readonly name: string; readonly sql: boolean }[];
  readonly unique: boolean;
  readonly nullsDistinct: boolean | undefined;
  readonly method: string;
  readonly include: readonly string[];
  readonly where: string | undefined;
  readonly at: Location;
}

export interface MigratedIndexes {
  readonly indexes: readonly MigratedIndex[];
  /** Otherwise a statement that we cannot read may make further ones. */
  readonly complete: boolean;
}

/** The indexes of a table after all migrations ran; one whose fate is decided at run time is taken to be there. */
export function migratedIndexes(migrations: readonly Migration[], table: string): MigratedIndexes {
  let state: State = { indexes: [], names: namesOf(migrations, table), complete: true };
  for (const migration of migrations) {
    for (const statement of forwardOf(migration)) state = step(state, statement, migration.path);
  }
  return { indexes: state.indexes.filter((index) => index.table === table), complete: state.complete };
}

interface State {
  readonly indexes: readonly MigratedIndex[];
  /** The table's name, and those that it had before. */
  readonly names: ReadonlySet<string>;
  readonly complete: boolean;
}

function namesOf(migrations: readonly Migration[], table: string): ReadonlySet<string> {
  const names = new Set([table]);
  for (const statement of migrations.flatMap(forwardOf).reverse()) {
    const isRename = statement.kind === 'rename-table' && statement.table.name !== undefined;
    if (isRename && statement.to.name !== undefined && names.has(statement.to.name)) names.add(statement.table.name);
  }
  return names;
}

function step(state: State, statement: Statement, path: string): State {
  switch (statement.kind) {
    case 'create-index':
      return withIndex(state, statement, path);
    case 'drop-index':
      if (statement.conditional) return state;
      return without(state, (index) => index.name === statement.index.name);
    case 'drop-table':
      if (statement.conditional) return state;
      return without(state, (index) => index.table === statement.table.name);
    case 'rename-table': {
      const [from, to] = [statement.table.name, statement.to.name];
      return replace(state, (index) => (index.table === from && to !== undefined ? { ...index, table: to } : index));
    }
    case 'rename-column':
      return replace(state, (index) =>
        index.table === statement.table.name ? withRenamedColumn(index, statement) : index,
      );
    case 'rename-index':
      return replace(state, (index) =>
        index.name === statement.index.name ? { ...index, name: statement.to } : index,
      );
    case 'execute':
      return execute(state, statement, path);
    default:
      return state;
  }
}

function withIndex(state: State, statement: CreateIndex, path: string): State {
  const { index } = statement;
  if (index.table === undefined || index.columns === undefined) {
    return index.table === undefined || state.names.has(index.table) ? { ...state, complete: false } : state;
  }
  const made: MigratedIndex = {
    name: index.name,
    table: index.table,
    fields: index.columns.map((column) => ({ name: column.name, sql: column.isExpression })),
    unique: index.unique,
    nullsDistinct: index.nullsDistinct,
    method: index.using ?? 'btree',
    include: index.include,
    where: index.where,
    at: { path, start: statement.start, end: statement.end },
  };
  return { ...state, indexes: [...state.indexes, made] };
}

function execute(state: State, statement: Execute, path: string): State {
  const { command } = statement;
  if (command.kind !== 'sql') return state;
  const sql = withoutInterpolation(command.text);
  const made = parseIndexes(sql).map((index) => ({
    ...index,
    nullsDistinct: true,
    include: [],
    at: { path, start: statement.start, end: statement.end },
  }));
  const dropped = statement.conditional ? [] : droppedIn(sql);
  const left = without(state, (index) => index.name !== undefined && dropped.includes(index.name));
  const isUnread = (made.length === 0 && mentionsIndex(sql)) || addsUniqueConstraint(sql);
  const complete = state.complete && !(isUnread && mayConcern(sql, state.names));
  return { ...left, indexes: [...left.indexes, ...made], complete };
}

/** A computed schema does not matter; other computed parts become a `?`. */
function withoutInterpolation(sql: string): string {
  return sql.replace(/"?#\{[^}]*\}"?\./g, '').replace(/#\{[^}]*\}/g, '?');
}

function mayConcern(sql: string, tables: ReadonlySet<string>): boolean {
  const named = [...sql.matchAll(/\b(?:on|table)\s+(?:only\s+)?(?:if\s+exists\s+)?(?:[\w"]+\.)?"?([\w?]+)"?/gi)];
  return named.some(([, table]) => table !== undefined && (table.includes('?') || tables.has(table)));
}

function droppedIn(sql: string): string[] {
  const drops = sql.matchAll(/\bdrop\s+index\s+(?:concurrently\s+)?(?:if\s+exists\s+)?"?(\w+)/gi);
  return [...drops].flatMap(([, name]) => name ?? []);
}

function addsUniqueConstraint(sql: string): boolean {
  return /\badd\s+(constraint\s+\S+\s+)?(unique|primary\s+key)\b/i.test(sql);
}

function without(state: State, isGone: (index: MigratedIndex) => boolean): State {
  return { ...state, indexes: state.indexes.filter((index) => !isGone(index)) };
}

function replace(state: State, change: (index: MigratedIndex) => MigratedIndex): State {
  return { ...state, indexes: state.indexes.map(change) };
}

function withRenamedColumn(index: MigratedIndex, { column, to }: RenameColumn): MigratedIndex {
  if (column === undefined || to === undefined) return index;
  const fields = index.fields.map((field) => (field.name === column && !field.sql ? { ...field, name: to } : field));
  return { ...index, fields };
}
