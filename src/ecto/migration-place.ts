/** What the path of a migration says. */
export interface MigrationPlace {
  /** Where the folders of the repository's migrations lie: `apps/blog/priv/repo`. */
  readonly folder: string;
  /** The part of it below `priv`: `repo`. */
  readonly repo: string;
  readonly tenant: boolean;
  /** The digits in front of the file's name; Ecto passes over files without them. */
  readonly version: string | undefined;
  /** What stands behind the digits: `create_posts`. */
  readonly name: string;
}

/** Reads a path; folders inside of `migrations` count as well. Undefined outside of a folder of migrations. */
export function migrationPlaceOf(path: string): MigrationPlace | undefined {
  const found = /^((?:.+\/)??priv)((?:\/.+?)??)\/(tenant_)?migrations\/(?:.+\/)?([^/]+)\.exs$/.exec(path);
  const [, base = '', below = '', tenant, file = ''] = found ?? [];
  if (found === null) return undefined;
  const [, version, name = file] = /^(\d+)_(.*)$/s.exec(file) ?? [];
  return { folder: `${base}${below}`, repo: below.slice(1), tenant: tenant !== undefined, version, name };
}

/** Ecto's order: by number. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [BigInt(a), BigInt(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}
