import type { Repo } from '../ash/model.ts';
import { addTo } from '../base/multi-map.ts';
import { lastSegment, underscore } from '../base/names.ts';
import { privFolderOf, readMigrationConfig, type MigrationConfig } from '../ecto/migration-config.ts';
import { migrationPlaceOf } from '../ecto/migration-place.ts';
import type { Migration } from '../ecto/migration.ts';
import { fileKind } from './file-kind.ts';
import type { Workspace } from './workspace.ts';

/** A folder that holds folders of migrations, with the repository that they are run by. */
export interface RepoFolder {
  /** `apps/blog/priv/repo` */
  readonly folder: string;
  /** `repo` */
  readonly name: string;
  readonly module: string | undefined;
  /** Undefined where the repository is none of AshPostgres', or is not in the project. */
  readonly repo: Repo | undefined;
  readonly config: MigrationConfig;
  readonly migrations: readonly Migration[];
  /** Files among them that are no migrations, or could not be read. */
  readonly unread: readonly { readonly path: string; readonly reason: string }[];
}

/** In the order of their paths; a repository that has tables and no migrations yet has a folder too. */
export function repoFolders(workspace: Workspace): RepoFolder[] {
  const paths = new Map<string, string[]>();
  for (const path of workspace.paths()) {
    const place = fileKind(path) === 'migration' ? migrationPlaceOf(path) : undefined;
    if (place !== undefined) addTo(paths, place.folder, path);
  }
  const owners = ownersOf(workspace);
  for (const folder of owners.keys()) if (!paths.has(folder)) paths.set(folder, []);
  const byPath = new Map(workspace.migrations().map((migration) => [migration.path, migration]));
  return [...paths].sort(byFolder).map(([folder, files]) => {
    const repo = owners.get(folder);
    const module = repo?.module ?? configuredAt(folder, workspace);
    const options = module === undefined ? undefined : optionsOf(workspace, folder, module);
    return {
      ...{ folder, name: nameOf(folder), module, repo },
      config: readMigrationConfig(options ?? new Map()),
      migrations: files.flatMap((path) => byPath.get(path) ?? []),
      unread: files.flatMap((path) => unreadFile(path, byPath.has(path), workspace)),
    };
  });
}

function byFolder([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

/** The repositories by their folders. Of several that share one, the first whose name it has counts. */
function ownersOf(workspace: Workspace): Map<string, Repo> {
  const owners = new Map<string, Repo>();
  for (const { repo } of workspace.project.meanings()) {
    if (repo === undefined) continue;
    const base = workspace.project.rootOf(repo.path).path;
    const own = `priv/${underscore(lastSegment(repo.module))}`;
    const options = optionsOf(workspace, repo.path, repo.module);
    const priv = options === undefined ? own : (privFolderOf(options) ?? own);
    const folder = base === '' ? priv : `${base}/${priv}`;
    if (!owners.has(folder) || priv === own) owners.set(folder, repo);
  }
  return owners;
}

function optionsOf(workspace: Workspace, path: string, module: string) {
  return workspace.project.rootOf(path).settings.moduleOptions.get(module);
}

/** A repository that only the configuration tells of: one of Ecto's own. */
function configuredAt(folder: string, workspace: Workspace): string | undefined {
  const { path: base, settings } = workspace.project.rootOf(folder);
  const own = base === '' ? folder : folder.slice(base.length + 1);
  const found = [...settings.moduleOptions].find(([module, options]) => {
    const priv = privFolderOf(options);
    return priv === undefined ? own === `priv/${underscore(lastSegment(module))}` : own === priv;
  });
  return found?.[0];
}

/** The part below `priv`; a folder that is called otherwise has its own name. */
function nameOf(folder: string): string {
  return /(?:^|\/)priv\/(.+)$/.exec(folder)?.[1] ?? folder.slice(folder.lastIndexOf('/') + 1);
}

function unreadFile(path: string, isMigration: boolean, workspace: Workspace): RepoFolder['unread'] {
  if (migrationPlaceOf(path)?.version === undefined) {
    if (/(^|\/)\.[^/]*$/.test(path)) return [];
    return [{ path, reason: 'Its name does not begin with digits and `_`, so that Ecto passes over it.' }];
  }
  if (isMigration) return [];
  const reason = workspace.problemOf(path)?.message ?? 'None of its modules uses `Ecto.Migration`.';
  return [{ path, reason }];
}
