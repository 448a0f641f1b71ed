/** Where AshPostgres keeps snapshots, and what the path of one says (migration_generator.ex, `get_snapshot_path`). */

/** The root that a repo has unless its configuration names another one in `snapshots_path`. */
export const defaultRoot = 'priv/resource_snapshots';

/** What the path of a snapshot file says. */
export interface SnapshotPlace {
  /** The folder of the repo: the underscored last segment of its module. */
  readonly repo: string;
  /** It lies in `tenants`: the table exists once for each tenant's schema. */
  readonly tenant: boolean;
  readonly schema: string | null;
  readonly table: string;
  /** 14 digits; null for `TABLE.json` of the first versions, which counts where there is no other. */
  readonly stamp: string | null;
  /** Written by `mix ash.codegen --dev`; seen by later runs with `--dev` only. */
  readonly dev: boolean;
}

/** Whether a path may be that of a snapshot, also in a root that a configuration names. */
export function isSnapshotPath(path: string): boolean {
  return /(^|\/)\d{14}(_dev)?\.json$/.test(path) || /(^|\/)resource_snapshots\/.+\.json$/.test(path);
}

/** Reads a path relative to a root; undefined for `extensions.json` and for names that the generator does not read. */
export function placeOf(path: string): SnapshotPlace | undefined {
  const [repo, ...rest] = path.split('/');
  const file = rest.pop();
  if (repo === undefined || file === undefined) return undefined;
  const tenant = rest[0] === 'tenants' && (rest.length === 2 || !isStamped(file));
  const folders = tenant ? rest.slice(1) : rest;
  const stamped = /^(\d{14})(_dev)?\.json$/.exec(file);
  if (stamped !== null) {
    const [folder, ...deeper] = folders;
    if (folder === undefined || deeper.length > 0) return undefined;
    return { repo, tenant, ...splitTable(folder), stamp: stamped[1] ?? null, dev: stamped[2] !== undefined };
  }
  const flat = /^(.+)\.json$/.exec(file)?.[1];
  if (flat === undefined || flat === 'extensions' || folders.length > 0) return undefined;
  const dev = flat.endsWith('_dev');
  return { repo, tenant, ...splitTable(dev ? flat.slice(0, -'_dev'.length) : flat), stamp: null, dev };
}

function isStamped(file: string): boolean {
  return /^\d{14}(_dev)?\.json$/.test(file);
}

/** `schema.table`, or a table alone. */
function splitTable(folder: string): { readonly schema: string | null; readonly table: string } {
  const dot = folder.indexOf('.');
  if (dot === -1) return { schema: null, table: folder };
  return { schema: folder.slice(0, dot), table: folder.slice(dot + 1) };
}

/** The path of a snapshot, relative to its root. */
export function pathOf({ repo, tenant, schema, table, stamp, dev }: SnapshotPlace): string {
  const folder = [repo, ...(tenant ? ['tenants'] : []), schema === null ? table : `${schema}.${table}`].join('/');
  return `${folder}${stamp === null ? '' : `/${stamp}`}${dev ? '_dev' : ''}.json`;
}
