import { addTo } from '../base/multi-map.ts';
import { oncePer } from '../base/once-per.ts';
import { folderOf, forwardOf, type Migration } from './migration.ts';
import type { Command, Statement } from './statement.ts';

/** Whether a table may be as new as the migration that speaks of it; computed names always may. */
export type NewTables = (table: string | undefined) => boolean;

/**
 * The tables that a migration makes itself, or that other migrations make which are run together with it: those of the
 * same run of the generator, and those that nobody has run but their author. Code that may make any table counts as
 * making all of them.
 */
export function newTablesIn(
  migration: Migration,
  migrations: readonly Migration[],
  isUnreleased: (path: string) => boolean,
): NewTables {
  const together = [
    ...sameRun(migration, migrations),
    ...(isUnreleased(migration.path)
      ? migrations.filter((other) => isUnreleased(other.path) && isBeside(other, migration))
      : []),
  ].filter((other) => other.path <= migration.path);
  const made = new Set([migration, ...together].flatMap(forwardOf).flatMap(tablesMadeBy));
  for (const statement of forwardOf(migration)) {
    if (statement.kind === 'rename-table' && made.has(statement.table.name)) made.add(statement.to.name);
  }
  return (table) => table === undefined || made.has(undefined) || made.has(table);
}

function isBeside(a: Migration, b: Migration): boolean {
  return folderOf(a) === folderOf(b);
}

/** AshPostgres numbers the files of one run (`_add_posts_1`, `_add_posts_extensions_1`) and dates them seconds apart. */
function sameRun(migration: Migration, migrations: readonly Migration[]): readonly Migration[] {
  const run = runOf(migration.path);
  if (run === undefined) return [];
  const namesakes = byRunName(migrations).get(folderOf(migration) + run.name) ?? [];
  return namesakes.filter(({ path }) => Math.abs((runOf(path)?.time ?? 0) - run.time) <= 30);
}

/** Every rule asks this of every migration. */
const byRunName = oncePer((migrations: readonly Migration[]) => {
  const names = new Map<string, Migration[]>();
  for (const migration of migrations) {
    const run = runOf(migration.path);
    if (run !== undefined) addTo(names, folderOf(migration) + run.name, migration);
  }
  return names;
});

function runOf(path: string): { readonly name: string; readonly time: number } | undefined {
  const [, day, hours, minutes, seconds, name] = /(\d{8})(\d\d)(\d\d)(\d\d)_([^/]+)\.exs$/.exec(path) ?? [];
  if (name === undefined) return undefined;
  const time = Number(day) * 86_400 + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return { name: name.replace(/(_extensions)?_\d+$/, ''), time };
}

function tablesMadeBy(statement: Statement): (string | undefined)[] {
  switch (statement.kind) {
    case 'create-table':
      return [statement.table.name];
    case 'execute':
      return tablesIn(statement.command);
    case 'repo':
      return statement.command === undefined ? [] : tablesIn(statement.command);
    case 'unknown':
      return [undefined];
    default:
      return [];
  }
}

function tablesIn(command: Command): (string | undefined)[] {
  if (command.kind !== 'sql') return [undefined];
  const made = command.text.matchAll(
    /\bCREATE\s+(?:(?:UNLOGGED|TEMP|TEMPORARY|FOREIGN)\s+)?TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?(\S+)/gi,
  );
  return [...made].map(([, name = '']) => /(?:^|\.)"?(\w+)"?\(?;?$/.exec(name)?.[1]);
}
