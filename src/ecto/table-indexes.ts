import type { Location } from '../base/span.ts';
import { mentionsIndex, parseIndexes } from '../base/sql-index.ts';
import { forwardOf, type Migration } from './migration.ts';
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
  const history = historyOf(migrations);
  const names = namesOf(history, table);
  const own = [...names, undefined].flatMap((name) => history.byTable.get(name) ?? []);
  own.sort((a, b) => a.order - b.order);
  let state: MigratedIndexes = { indexes: [], complete: true };
  for (const { statement, path } of own) state = step(state, statement, path, names);
  return { ...state, indexes: state.indexes.filter((index) => index.table === table) };
}

interface Step {
  readonly statement: Statement;
  readonly path: string;
  readonly order: number;
}

/** The statements that may change indexes, by the table that they name; undefined for those that may concern any. */
interface History {
  readonly byTable: ReadonlyMap<string | undefined, readonly Step[]>;
  readonly renames: readonly RenameTable[];
}

/** Made once for a list of migrations: replaying all of it for each table would take a quadratic time. */
const histories = new WeakMap<readonly Migration[], History>();

function historyOf(migrations: readonly Migration[]): History {
  const known = histories.get(migrations) ?? readHistory(migrations);
  histories.set(migrations, known);
  return known;
}

function readHistory(migrations: readonly Migration[]): History {
  const byTable = new Map<string | undefined, Step[]>();
  const renames: RenameTable[] = [];
  let order = 0;
  for (const migration of migrations) {
    for (const statement of forwardOf(migration)) {
      if (statement.kind === 'rename-table') renames.push(statement);
      const table = tableOf(statement);
      const steps = byTable.get(table) ?? [];
      steps.push({ statement, path: migration.path, order: order++ });
      byTable.set(table, steps);
    }
  }
  return { byTable, renames };
}

function tableOf(statement: Statement): string | undefined {
  switch (statement.kind) {
    case 'create-index':
      return statement.index.table;
    case 'create-table':
    case 'alter-table':
    case 'drop-table':
    case 'rename-column':
      return statement.table.name;
    case 'create-constraint':
      return statement.constraint.table;
    default:
      return undefined;
  }
}

/** The table's name, and those that it had before. */
function namesOf({ renames }: History, table: string): ReadonlySet<string> {
  const names = new Set([table]);
  for (const { table: from, to } of renames.toReversed()) {
    if (names.has(to.name ?? '') && from.name !== undefined) names.add(from.name);
  }
  return names;
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
      return withSql(state, `ALTER TABLE ${table} ADD EXCLUDE USING ${exclude}`, statement, path, names);
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
  const { command, conditional } = statement;
  if (command.kind !== 'sql' || !/\bindex\b|\badd\b/i.test(command.text)) return state;
  const sql = withoutInterpolation(command.text);
  const dropped = conditional ? [] : droppedIn(sql);
  const left = without(state, (index) => index.name !== undefined && dropped.includes(index.name));
  const isUnread = (mentionsIndex(sql) && parseIndexes(sql).length === 0) || addsUniqueConstraint(sql);
  const complete = state.complete && !(isUnread && mayConcern(sql, names));
  return { ...withSql(left, sql, statement, path, names), complete };
}

function withSql(
  state: MigratedIndexes,
  sql: string,
  { start, end }: Statement,
  path: string,
  names: ReadonlySet<string>,
): MigratedIndexes {
  const made = parseIndexes(sql)
    .filter((index) => names.has(index.table))
    .map((index) => ({ ...index, nullsDistinct: true, include: [], at: { path, start, end } }));
  return { ...state, indexes: [...state.indexes, ...made] };
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
