import { existsSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { configName } from './load-config.ts';
import { UsageError } from './errors.ts';

/** The folder whose project is read, and the files or folders in it that were asked for. */
export interface Target {
  readonly root: string;
  /** Relative to the root; undefined when all of it was asked for. */
  readonly scope: readonly string[] | undefined;
}

/**
 * A folder is its own root, unless it is a part of a Mix project: then the project is read, since a resource means
 * little without the others, and findings are reported on the folder only.
 */
export function findTarget(paths: readonly string[], cwd: string): Target {
  const absolute = (paths.length === 0 ? ['.'] : paths).map((path) => resolve(cwd, path));
  for (const [index, path] of absolute.entries()) {
    if (!existsSync(path)) throw new UsageError(`There is no file or folder \`${paths[index] ?? path}\`.`);
  }
  const [first] = absolute;
  if (first === undefined) throw new UsageError('No path was given.');
  const folder = statSync(first).isDirectory() ? first : dirname(first);
  if (absolute.length === 1 && folder === first && isRoot(folder)) return { root: folder, scope: undefined };
  const root = ancestors(folder).find(isRoot) ?? folder;
  const scope = absolute.map((path) => relative(root, path).split('\\').join('/'));
  const outside = scope.find((path) => path.startsWith('..'));
  if (outside !== undefined)
    throw new UsageError(`\`${outside}\` is outside the project \`${root}\`. Check one project at a time.`);
  return { root, scope: scope.includes('') ? undefined : scope };
}

function isRoot(folder: string): boolean {
  return ['mix.exs', 'lib', 'apps', configName].some((name) => existsSync(join(folder, name)));
}

function ancestors(folder: string): string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...ancestors(parent)];
}
