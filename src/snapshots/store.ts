import { underscore, lastSegment } from '../base/names.ts';
import type { TableKey } from './current.ts';
import { isSnapshotPath, placeOf, type SnapshotPlace } from './layout.ts';
import { readExtensions, readSnapshot, type ReadResult } from './read-snapshot.ts';
import type { InstalledExtensions, Snapshot } from './snapshot.ts';

/** A snapshot file of a table. */
export interface StoredSnapshot {
  /** Relative to the workspace. */
  readonly path: string;
  readonly place: SnapshotPlace;
}

/** The tables that a root has files of, by repo and then by folder (`tenants/`, `schema.table`). */
type RootIndex = ReadonlyMap<string, ReadonlyMap<string, readonly StoredSnapshot[]>>;

/**
 * The snapshot files of a workspace. There may be thousands: a file is read when somebody asks for it, which is only
 * done for the latest of a table, and once for each of its texts.
 */
export class SnapshotStore {
  readonly #texts = new Map<string, string>();
  readonly #read = new Map<string, ReadResult<Snapshot>>();
  readonly #roots = new Map<string, RootIndex>();
  #revision = 0;

  /** Another number after every change: what was made of the files holds for as long as it is the same. */
  get revision(): number {
    return this.#revision;
  }

  setFile(path: string, text: string): void {
    if (!isSnapshotPath(path)) return;
    if (!this.#texts.has(path)) this.#roots.clear();
    this.#texts.set(path, text);
    this.#read.delete(path);
    this.#revision += 1;
  }

  removeFile(path: string): void {
    if (!this.#texts.delete(path)) return;
    this.#read.delete(path);
    this.#roots.clear();
    this.#revision += 1;
  }

  textOf(path: string): string {
    return this.#texts.get(path) ?? '';
  }

  paths(): string[] {
    return [...this.#texts.keys()];
  }

  /** What a file says; the same object for as long as its text is the same. */
  read(path: string): ReadResult<Snapshot> {
    const known = this.#read.get(path) ?? readSnapshot(this.textOf(path));
    this.#read.set(path, known);
    return known;
  }

  /** Whether a repo has any snapshot of a table. */
  hasTables(root: string, repo: string): boolean {
    return (this.#index(root).get(repoFolder(repo))?.size ?? 0) > 0;
  }

  /**
   * The file that the generator would compare a table with (`get_existing_snapshot/2`): the newest one, where `dev` is
   * set also of those that `--dev` wrote. Old projects have a single file without a time stamp.
   */
  latest(key: TableKey, dev = false): StoredSnapshot | undefined {
    const { root, repo, tenant, schema, table } = key;
    const folders = this.#index(root).get(repoFolder(repo));
    const own = schema === null ? undefined : folders?.get(folderName(tenant, schema, table));
    const files = own ?? folders?.get(folderName(tenant, null, table));
    return files === undefined ? undefined : newest(files, dev);
  }

  /** The newest file of each table of a repo, by path. */
  latestOfAll(root: string, repo: string, dev = false): StoredSnapshot[] {
    const folders = this.#index(root).get(repoFolder(repo));
    const found = [...(folders?.values() ?? [])].flatMap((files) => newest(files, dev) ?? []);
    return found.sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  /** What a repo's `extensions.json` says; undefined where there is none. Of old it lay in the root itself. */
  extensions(root: string, repo: string): ReadResult<InstalledExtensions> | undefined {
    const text =
      this.#texts.get(`${root}/${repoFolder(repo)}/extensions.json`) ?? this.#texts.get(`${root}/extensions.json`);
    return text === undefined ? undefined : readExtensions(text);
  }

  #index(root: string): RootIndex {
    const known = this.#roots.get(root);
    if (known !== undefined) return known;
    const index = new Map<string, Map<string, StoredSnapshot[]>>();
    for (const path of this.#texts.keys()) {
      const place = path.startsWith(`${root}/`) ? placeOf(path.slice(root.length + 1)) : undefined;
      if (place === undefined) continue;
      const folders = index.get(place.repo) ?? new Map<string, StoredSnapshot[]>();
      index.set(place.repo, folders);
      const name = folderName(place.tenant, place.schema, place.table);
      folders.set(name, [...(folders.get(name) ?? []), { path, place }]);
    }
    this.#roots.set(root, index);
    return index;
  }
}

/** The folder of a repo's snapshots: `Blog.ReadRepo` has `read_repo`. */
export function repoFolder(repo: string): string {
  return underscore(lastSegment(repo));
}

function folderName(tenant: boolean, schema: string | null, table: string): string {
  return `${tenant ? 'tenants/' : ''}${schema === null ? table : `${schema}.${table}`}`;
}

function newest(files: readonly StoredSnapshot[], dev: boolean): StoredSnapshot | undefined {
  const seen = files.filter(({ place }) => dev || !place.dev);
  return seen.reduce<StoredSnapshot | undefined>(
    (best, file) => (best === undefined || isNewer(file, best) ? file : best),
    undefined,
  );
}

function isNewer({ place }: StoredSnapshot, than: StoredSnapshot): boolean {
  return (place.stamp ?? '') > (than.place.stamp ?? '');
}
