import { at, type Location } from '../../../../base/span.ts';
import { addTo } from '../../../../base/multi-map.ts';
import { oncePer } from '../../../../base/once-per.ts';
import { folderOf, type Migration } from '../../../../ecto/migration.ts';
import type { Related } from '../../../finding.ts';
import { defineRule } from '../../../rule.ts';

/** `Ecto.Migrator` sorts by version, refuses to run two pending ones that share a version or a name, and runs each version once. */
export default defineRule({
  subject: 'migration',
  tier: 2,
  severity: 'error',
  summary: 'Two migrations have the same version, name or module.',
  messages: {
    version:
      'No migration runs while two that are pending have the version {what}; where the other one has run already, this one never will. Give it a later version.',
    name: 'No migration runs while two that are pending are called `{what}`, whatever their versions. Rename the file.',
    module:
      'Another migration defines `{what}` as well: whichever is loaded last replaces the first, and where both are pending, one of them runs twice and the other never. Rename the module.',
  },
  *check(migration, { migrations }) {
    const { path, nameSpan } = migration;
    const [version, name] = [migration.version, nameOf(migration)];
    const { versions, names, modules } = indexOf(migrations);
    const folder = folderOf(migration);
    const sameVersion = others(versions.get(`${folder}${version ?? ''}`), migration);
    if (version !== undefined && sameVersion.length > 0) {
      const related = sameVersion.map(placeOf);
      yield { message: 'version', data: { what: version }, at: at(path, nameSpan), related };
      return;
    }
    const sameName = others(names.get(`${folder}${name ?? ''}`), migration);
    if (version !== undefined && name !== undefined && sameName.length > 0) {
      yield { message: 'name', data: { what: name }, at: at(path, nameSpan), related: sameName.map(placeOf) };
      return;
    }
    const sameModule = others(modules.get(`${folder}${migration.module}`), migration);
    if (version === undefined || sameModule.length === 0) return;
    yield {
      message: 'module',
      data: { what: migration.module },
      at: at(path, nameSpan),
      related: sameModule.map(placeOf),
    };
  },
});

interface Index {
  readonly versions: ReadonlyMap<string, readonly Migration[]>;
  readonly names: ReadonlyMap<string, readonly Migration[]>;
  readonly modules: ReadonlyMap<string, readonly Migration[]>;
}

/** By folder, since each has a list of versions of its own. */
const indexOf = oncePer((migrations: readonly Migration[]): Index => {
  const versions = new Map<string, Migration[]>();
  const names = new Map<string, Migration[]>();
  const modules = new Map<string, Migration[]>();
  for (const migration of migrations) {
    if (migration.version === undefined) continue;
    const folder = folderOf(migration);
    addTo(versions, folder + migration.version, migration);
    addTo(names, folder + (nameOf(migration) ?? ''), migration);
    addTo(modules, folder + migration.module, migration);
  }
  return { versions, names, modules };
});

/** `create_posts` of `20250101120000_create_posts.exs`. */
function nameOf({ path }: Migration): string | undefined {
  return /(?:^|\/)\d+_([^/]+)\.exs$/.exec(path)?.[1];
}

function others(all: readonly Migration[] | undefined, own: Migration): Migration[] {
  return (all ?? []).filter((other) => other.path !== own.path);
}

function placeOf({ path, nameSpan }: Migration): Related {
  const place: Location = at(path, nameSpan);
  return { at: place, message: 'Here is the other one.' };
}
