import type { Location } from '../base/span.ts';
import { oncePer } from '../base/once-per.ts';
import { mentionsIndex, parseIndexes, type SqlIndex } from '../base/sql-index.ts';
import { forwardOn, namesOf } from './forward.ts';
import type { Migration } from './migration.ts';
import type { CreateIndex, Execute, RenameColumn, RenameIndex, RenameTable, Statement } from './statement.ts';

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
  const known = indexesByTable(migrations);
  const found = known.get(table) ?? replay(migrations, table);
  known.set(table, found);
  return found;
}

/** What was asked for so far: several resources may be on a table, and several rules ask. */
const indexesByTable = oncePer((_: readonly Migration[]) => new Map<string, MigratedIndexes>());

function replay(migrations: readonly Migration[], table: string): MigratedIndexes {
  const names = namesOf(migrations, table);
  let state: MigratedIndexes = { indexes: [], complete: true };
  for (const { statement, path } of forwardOn(migrations, names)) state = step(state, statement, path, names);
  return { ...state, indexes: state.indexes.filter((index) => index.table === table) };
}

function step(state: MigratedIndexes, statement: Statement, path: string, names: ReadonlySet<string>): MigratedIndexes {
  switch (statement.kind) {
    case 'create-index':
      return create(state, statement, path, names);
    case 'drop-index':
      return statement.conditional ? state : without(state, (index) => index.name === statement.index.name);
    case 'drop-table':
      return statement.conditional ? state : without(state, (index) => index.table === statement.table.name);
    case 'rename-table':
    case 'rename-column':
    case 'rename-index':
      return { ...state, indexes: state.indexes.map((index) => renamed(index, statement)) };
    case 'create-constraint': {
      const { table, exclude } = statement.constraint;
      if (table === undefined || exclude === undefined) return state;
      const made = parseIndexes(`ALTER TABLE ${table} ADD EXCLUDE USING ${exclude}`);
      return withIndexes(state, made, statement, path, names);
    }
    case 'execute':
      return execute(state, statement, path, names);
    default:
      return state;
  }
}

function create(
  state: MigratedIndexes,
  { index, start, end }: CreateIndex,
  path: string,
  names: ReadonlySet<string>,
): MigratedIndexes {
  if (index.table !== undefined && !names.has(index.table)) return state;
  if (index.table === undefined || index.columns === undefined) return { ...state, complete: false };
  const made: MigratedIndex = {
    name: index.name,
    table: index.table,
    fields: index.columns.map((column) => ({ name: column.name, sql: column.isExpression })),
    unique: index.unique,
    nullsDistinct: index.nullsDistinct,
    method: index.using ?? 'btree',
    include: index.include,
    where: index.where,
    at: { path, start, end },
  };
  return { ...state, indexes: [...state.indexes, made] };
}

function renamed(index: MigratedIndex, statement: RenameTable | RenameColumn | RenameIndex): MigratedIndex {
  if (statement.kind === 'rename-index') {
    return index.name === statement.index.name ? { ...index, name: statement.to } : index;
  }
  if (index.table !== statement.table.name) return index;
  if (statement.kind === 'rename-table') return { ...index, table: statement.to.name ?? index.table };
  const { column, to } = statement;
  if (column === undefined || to === undefined) return index;
  const fields = index.fields.map((field) => (field.name === column && !field.sql ? { ...field, name: to } : field));
  return { ...index, fields };
}

function without(state: MigratedIndexes, isGone: (index: MigratedIndex) => boolean): MigratedIndexes {
  return { ...state, indexes: state.indexes.filter((index) => !isGone(index)) };
}

function execute(
  state: MigratedIndexes,
  statement: Execute,
  path: string,
  names: ReadonlySet<string>,
): MigratedIndexes {
  const { sql, made, dropped, isUnread } = readSql(statement);
  if (made.length === 0 && dropped.length === 0 && !isUnread) return state;
  const gone = statement.conditional ? [] : dropped;
  const left = without(state, (index) => index.name !== undefined && gone.includes(index.name));
  const complete = state.complete && !(isUnread && mayConcern(sql, names));
  return { ...withIndexes(left, made, statement, path, names), complete };
}

function withIndexes(
  state: MigratedIndexes,
  indexes: readonly SqlIndex[],
  { start, end }: Statement,
  path: string,
  names: ReadonlySet<string>,
): MigratedIndexes {
  const made = indexes
    .filter((index) => names.has(index.table))
    .map((index) => ({ ...index, nullsDistinct: true, include: [], at: { path, start, end } }));
  return { ...state, indexes: [...state.indexes, ...made] };
}

/** What SQL does to indexes of whichever table. */
interface SqlEffect {
  readonly sql: string;
  readonly made: readonly SqlIndex[];
  readonly dropped: readonly string[];
  /** It makes an index in a form that we cannot read. */
  readonly isUnread: boolean;
}

/** SQL may concern any table, so that each of them asks for it. */
const readSql = oncePer(({ command }: Execute): SqlEffect => {
  const isAboutIndexes = command.kind === 'sql' && /\bindex\b|\badd\b/i.test(command.text);
  if (!isAboutIndexes) return { sql: '', made: [], dropped: [], isUnread: false };
  const sql = withoutInterpolation(command.text);
  const made = parseIndexes(sql);
  const isUnread = (mentionsIndex(sql) && made.length === 0) || addsUniqueConstraint(sql);
  return { sql, made, dropped: droppedIn(sql), isUnread };
});

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
