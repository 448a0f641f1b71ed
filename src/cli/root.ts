import { existsSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { configName } from '../analysis/config-name.ts';
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
  const asked = paths.length === 0 ? ['.'] : paths;
  const absolute = asked.map((path) => resolve(cwd, path));
  for (const [index, path] of absolute.entries()) {
    if (!existsSync(path)) throw new UsageError(`There is no file or folder \`${asked[index] ?? path}\`.`);
  }
  const folders = absolute.map((path) => (statSync(path).isDirectory() ? path : dirname(path)));
  const root = rootOf(folders[0] ?? cwd, cwd);
  const scope = absolute.map((path) => relative(root, path).split(sep).join('/'));
  const outside = scope.findIndex((path) => path === '..' || path.startsWith('../') || isAbsolute(path));
  if (outside !== -1) {
    const where = relative(cwd, root);
    throw new UsageError(
      `\`${asked[outside] ?? ''}\` is outside the project \`${where === '' ? '.' : where}\`. Check one project at a time.`,
    );
  }
  return { root, scope: scope.includes('') ? undefined : scope };
}

/**
 * The nearest project that the folder is in: a configuration decides, and an application in the `apps` folder of an
 * umbrella belongs to the umbrella. A folder with `lib` is a project of its own, `mix.exs` or not.
 * Without either, `lib` and the like stand in the current folder.
 */
function rootOf(folder: string, cwd: string): string {
  if (!isProject(folder) && hasLib(folder)) return folder;
  const project = projectOf(folder);
  if (project !== undefined) return project;
  const [first] = relative(cwd, folder).split(sep);
  return ['lib', 'apps', 'priv', 'test'].includes(first ?? '') ? cwd : folder;
}

/** The nearest project that the folder is in, or is; undefined where there is none up to the top of the disk. */
export function projectOf(folder: string): string | undefined {
  const project = ancestors(folder).find(isProject);
  if (project === undefined || existsSync(join(project, configName))) return project;
  return umbrellaOf(project) ?? project;
}

function isProject(folder: string): boolean {
  return ['mix.exs', configName].some((name) => existsSync(join(folder, name)));
}

/** The `/lib` of a Unix system makes no project of the whole disk. */
function hasLib(folder: string): boolean {
  return folder !== dirname(folder) && existsSync(join(folder, 'lib'));
}

function umbrellaOf(project: string): string | undefined {
  const apps = dirname(project);
  return basename(apps) === 'apps' && isProject(dirname(apps)) ? dirname(apps) : undefined;
}

function ancestors(folder: string): string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...ancestors(parent)];
}
