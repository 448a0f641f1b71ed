import type { Resource } from '../ash/model.ts';
import type { Project } from '../ash/project.ts';
import { addTo } from '../base/multi-map.ts';
import { compare } from './compare.ts';
import type { CurrentTable, TableKey } from './current.ts';
import type { Difference } from './difference.ts';
import { isTestCode } from './domains.ts';
import { currentTables, isComplete, keyText, type CurrentTables } from './from-resources.ts';
import { repoFactsOf } from './repo-facts.ts';
import { isUnknown, type Snapshot } from './snapshot.ts';
import type { SnapshotStore, StoredSnapshot } from './store.ts';

/** A table that its resources and its latest snapshot disagree about. */
export interface TableDrift {
  readonly table: CurrentTable;
  readonly latest: StoredSnapshot;
  readonly differences: readonly Difference[];
}

/** A table that no snapshot was written of where it is now. */
export interface MissingSnapshot {
  readonly table: CurrentTable;
  /** The snapshot of the same table under its former name or in its former schema, where that is obvious. */
  readonly former: { readonly file: StoredSnapshot; readonly snapshot: Snapshot } | undefined;
}

/** A snapshot of a table that no resource has any more. */
export interface OrphanSnapshot {
  readonly file: StoredSnapshot;
  readonly snapshot: Snapshot;
}

/** All that `mix ash.codegen` would find to do. */
export interface Drift {
  /** What is told at a resource: the differences whose cause stands there, and those of nothing on its first one. */
  readonly changedOf: (resource: Resource) => readonly TableDrift[];
  readonly missingOf: (resource: Resource) => readonly MissingSnapshot[];
  /** By the repo's module. */
  readonly orphansOf: (repo: string) => readonly OrphanSnapshot[];
  /** Latest snapshots of a repo that cannot be read. */
  readonly brokenOf: (repo: string) => readonly StoredSnapshot[];
}

interface Known {
  readonly revision: number;
  readonly store: SnapshotStore;
  readonly drift: Drift;
}

const known = new WeakMap<readonly Resource[], Known>();

/** Compares all tables with their latest snapshots, once for a state of the project and of the files. */
export function driftOf(project: Project, store: SnapshotStore): Drift {
  const resources = project.resources();
  const found = known.get(resources);
  if (found?.store === store && found.revision === store.revision) return found.drift;
  const drift = computeDrift(project, store);
  known.set(resources, { revision: store.revision, store, drift });
  return drift;
}

function computeDrift(project: Project, store: SnapshotStore): Drift {
  const current = currentTables(project, (key) => snapshotAt(store, store.latest(key)));
  const isClosed = isComplete(current) && !project.hasBrokenFiles();
  const changed = new Map<string, TableDrift[]>();
  const missing: CurrentTable[] = [];
  for (const table of current.tables) {
    if (!store.hasTables(table.key.root, table.key.repo)) continue;
    if (table.resources.some(({ path }) => project.isBroken(path))) continue;
    // With `--dev` there are snapshots that only the next named run makes up for: what they say is written down.
    const latest = store.latest(table.key, true);
    if (latest === undefined) {
      if (isTenancyKnown(table)) missing.push(table);
    } else for (const [owner, drift] of ownedDrift(store, table, latest, isClosed)) addTo(changed, owner, drift);
  }
  const orphans = isClosed ? findOrphans(project, store, current) : new Map<string, OrphanSnapshot[]>();
  const { missing: named, orphans: left } = matchRenames(missing, orphans);
  const told = [...named, ...current.tables.flatMap((table) => moveOf(store, table) ?? [])];
  const byOwner = new Map<string, MissingSnapshot[]>();
  for (const entry of told) {
    const [first] = entry.table.resources;
    if (first !== undefined) addTo(byOwner, ownerKey(first), entry);
  }
  return {
    changedOf: (resource) => changed.get(ownerKey(resource)) ?? [],
    missingOf: (resource) => byOwner.get(ownerKey(resource)) ?? [],
    orphansOf: (repo) => left.get(repo) ?? [],
    brokenOf: (repo) => brokenSnapshots(project, store, repo),
  };
}

function snapshotAt(store: SnapshotStore, file: StoredSnapshot | undefined): Snapshot | undefined {
  const result = file === undefined ? undefined : store.read(file.path);
  return result?.ok === true ? result.value : undefined;
}

/** A table whose schema is another one: the generator finds its snapshot by the table's name alone, and asks. */
function moveOf(store: SnapshotStore, table: CurrentTable): MissingSnapshot | undefined {
  const file = table.key.schema === null ? undefined : store.latest(table.key);
  const snapshot = snapshotAt(store, file);
  const isMoved = file?.place.schema === null && snapshot !== undefined && snapshot.schema !== table.key.schema;
  return isMoved ? { table, former: { file, snapshot } } : undefined;
}

/** Where an unknown extension may have given the table tenants, its snapshot may lie elsewhere. */
function isTenancyKnown({ resources }: CurrentTable): boolean {
  return resources.every(({ multitenancy, openBecause }) => multitenancy !== undefined || openBecause.length === 0);
}

/** A resource, also the one that AshPaperTrail makes of it: both stand at the same place. */
function ownerKey({ path, nameSpan }: Resource): string {
  return `${path}#${nameSpan.start}`;
}

const compared = new WeakMap<
  CurrentTable,
  { readonly latest: Snapshot; readonly isClosed: boolean; readonly differences: readonly Difference[] }
>();

function ownedDrift(
  store: SnapshotStore,
  table: CurrentTable,
  latest: StoredSnapshot,
  isClosed: boolean,
): Map<string, TableDrift> {
  const snapshot = snapshotAt(store, latest);
  const owned = new Map<string, Difference[]>();
  if (snapshot === undefined) return new Map();
  for (const difference of differencesOf(table, snapshot, isClosed)) {
    const owner = table.resources.find((resource) => isIn(difference, resource)) ?? table.resources[0];
    if (owner !== undefined) addTo(owned, ownerKey(owner), difference);
  }
  return new Map([...owned].map(([owner, differences]) => [owner, { table, latest, differences }]));
}

function differencesOf(table: CurrentTable, latest: Snapshot, isClosed: boolean): readonly Difference[] {
  const found = compared.get(table);
  if (found?.latest === latest && found.isClosed === isClosed) return found.differences;
  const differences = compare(table, latest, isClosed);
  compared.set(table, { latest, isClosed, differences });
  return differences;
}

function isIn({ at }: Difference, { path, span }: Resource): boolean {
  return at?.path === path && at.start >= span.start && at.end <= span.end;
}

function findOrphans(project: Project, store: SnapshotStore, current: CurrentTables): Map<string, OrphanSnapshot[]> {
  const used = new Set([...current.tables.map(({ key }) => key), ...current.unmanaged].map(keyText));
  const orphans = new Map<string, OrphanSnapshot[]>();
  for (const { module, root } of reposOf(project)) {
    for (const file of store.latestOfAll(root, module)) {
      const snapshot = snapshotAt(store, file);
      if (snapshot === undefined || snapshot.repo !== module || snapshot.dropTableOptedOut) continue;
      const { tenant, schema, table } = file.place;
      if (used.has(keyText({ root, repo: module, tenant, schema, table }))) continue;
      // A snapshot of a table with a schema may lie in a folder without it, or be that of a table that moved.
      if (current.tables.some(({ key }) => store.latest(key) === file)) continue;
      addTo(orphans, module, { file, snapshot });
    }
  }
  return orphans;
}

function reposOf(project: Project): { readonly module: string; readonly root: string }[] {
  return project.meanings().flatMap(({ repo }) => {
    if (repo === undefined || isTestCode(repo.path)) return [];
    const facts = repoFactsOf(project, repo.module, repo.path);
    return isUnknown(facts) ? [] : [{ module: repo.module, root: facts.root }];
  });
}

function brokenSnapshots(project: Project, store: SnapshotStore, repo: string): StoredSnapshot[] {
  return reposOf(project)
    .filter(({ module }) => module === repo)
    .flatMap(({ module, root }) => store.latestOfAll(root, module, true))
    .filter(({ path }) => !store.read(path).ok);
}

/** One table came and one with mostly the same columns went: it was renamed. */
function matchRenames(
  missing: readonly CurrentTable[],
  orphans: ReadonlyMap<string, readonly OrphanSnapshot[]>,
): { readonly missing: readonly MissingSnapshot[]; readonly orphans: ReadonlyMap<string, readonly OrphanSnapshot[]> } {
  const claimed = new Set<OrphanSnapshot>();
  const named = missing.map((table): MissingSnapshot => {
    const rivals = missing.filter(
      (other) => other.key.repo === table.key.repo && other.key.tenant === table.key.tenant,
    );
    const candidates = (orphans.get(table.key.repo) ?? []).filter(({ file: { place } }) =>
      isSamePlace({ repo: table.key.repo, tenant: place.tenant, schema: place.schema }, table.key),
    );
    const [only, ...others] = candidates;
    if (only === undefined || others.length > 0 || rivals.length > 1 || !isAlike(table, only)) {
      return { table, former: undefined };
    }
    claimed.add(only);
    return { table, former: only };
  });
  const left = [...orphans].map(([repo, all]) => [repo, all.filter((orphan) => !claimed.has(orphan))] as const);
  return { missing: named, orphans: new Map(left) };
}

type Place = Pick<TableKey, 'repo' | 'tenant' | 'schema'>;

/** The generator looks for renames among tables of one schema only. */
function isSamePlace(a: Place, b: Place): boolean {
  return a.repo === b.repo && a.tenant === b.tenant && a.schema === b.schema;
}

function isAlike({ snapshot: { attributes } }: CurrentTable, { snapshot }: OrphanSnapshot): boolean {
  const own = new Set(attributes.map(({ source }) => source));
  const shared = snapshot.attributes.filter(({ source }) => own.has(source)).length;
  return shared * 2 > Math.max(own.size, snapshot.attributes.length);
}
