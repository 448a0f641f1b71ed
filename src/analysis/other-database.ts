import { lastSegment, underscore } from '../base/names.ts';
import type { RepoFolder } from './repo-folders.ts';
import type { Workspace } from './workspace.ts';

/** What a module says that is a repository of another database; `use AshSqlite.Repo` brings its adapter along. */
const others: readonly (readonly [name: string, said: RegExp])[] = [
  ['SQLite', /\buse\s+AshSqlite\.Repo\b|\bEcto\.Adapters\.SQLite3\b/],
  ['MySQL', /\buse\s+AshMysql\.Repo\b|\bEcto\.Adapters\.MyXQL\b/],
  ['SQL Server', /\bEcto\.Adapters\.Tds\b/],
];

/** The database that a folder's repository uses where the text of its module says that it is not PostgreSQL. */
export function otherDatabaseOf(folder: RepoFolder, workspace: Workspace): string | undefined {
  if (folder.repo !== undefined) return undefined;
  const own = folder.folder.slice(folder.folder.lastIndexOf('/') + 1);
  for (const path of workspace.paths()) {
    if (!path.endsWith('.ex')) continue;
    const text = workspace.textOf(path);
    const other = others.find(([, said]) => said.test(text));
    if (other !== undefined && modulesIn(text).some((module) => isOf(module, folder, own))) return other[0];
  }
  // Of a repository that is not in the project any more nothing is left but the name of its folder.
  return folder.module === undefined && /(^|_)sqlite(_|\d|$)/.test(own) ? 'SQLite' : undefined;
}

function modulesIn(text: string): string[] {
  return [...text.matchAll(/^\s*defmodule\s+([\w.]+)/gm)].map(([, module = '']) => module);
}

function isOf(module: string, folder: RepoFolder, own: string): boolean {
  return folder.module === undefined ? underscore(lastSegment(module)) === own : module === folder.module;
}
