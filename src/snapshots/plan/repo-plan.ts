import type { Operation } from '../../ecto/operation.ts';
import { camelize } from '../../base/names.ts';
import { pathOf } from '../layout.ts';
import type { InstalledExtensions, Snapshot } from '../snapshot.ts';
import type { Change, ChangeOf } from './change.ts';
import { canonical } from './equal-values.ts';
import { asksToMove, planOrphans, type OrphanPlan } from './orphan-tables.ts';
import { groupPhases } from './phases.ts';
import type { PlannedRepo, PlannedTable } from './planned-repo.ts';
import { withChosenKey } from './primary-key-question.ts';
import type { Interview } from './question.ts';
import { withReferencedKeys } from './referenced-keys.ts';
import { operationsOf } from './render/operations.ts';
import { sortChanges } from './sort-changes.ts';
import { isConcurrent, splitMigrations } from './split-migrations.ts';
import type { Stamps } from './stamps.ts';
import type { StoredSnapshot } from '../store.ts';
import { byTable, filesOf, findStored, tableKey, tableName } from './stored-snapshots.ts';
import { tableChanges } from './table-changes.ts';
import { schemaMovesOf, type TablePair } from './table-pair.ts';
import { unknownOrder } from './unknown-order.ts';

export interface PlannedMigration {
  readonly repo: string;
  readonly tenant: boolean;
  /** Relative to the project. */
  readonly path: string;
  readonly module: string;
  readonly transaction: boolean;
  /** What it comes from: extensions of the repo, or resources. */
  readonly content: 'extensions' | 'snapshots';
  readonly up: readonly Operation[];
  readonly down: readonly Operation[];
}

export type PlannedSnapshot =
  | { readonly action: 'write'; readonly path: string; readonly content: Snapshot | InstalledExtensions }
  /** The file gets `drop_table_opted_out`. */
  | { readonly action: 'rewrite'; readonly path: string }
  | { readonly action: 'remove'; readonly path: string };

/** What is done for the public tables of a repo, or for those of its tenants. */
export interface RepoPlan {
  readonly pairs: readonly TablePair[];
  readonly changes: readonly Change[];
  readonly migrations: readonly PlannedMigration[];
  /** Migrations of `--dev`, which these take the place of. */
  readonly removed: readonly string[];
  readonly snapshots: readonly PlannedSnapshot[];
  /** What could not be foretold, with the file that it is about. */
  readonly missing: readonly { readonly path: string; readonly reason: string }[];
}

export interface Naming {
  readonly name: string;
  readonly stamps: Stamps;
}

/** `create_migrations` of ash_postgres 2.12.0. */
export function planRepo(repo: PlannedRepo, tenant: boolean, naming: Naming, interview: Interview): RepoPlan {
  const tables = repo.tables
    .filter((table) => table.tenant === tenant)
    .toSorted((a, b) => byTable(a.snapshot, b.snapshot));
  // Without a table of its own, the generator does not look at the repo, so that its last table is never dropped.
  if (tables.length === 0) return { pairs: [], changes: [], migrations: [], removed: [], snapshots: [], missing: [] };
  const keyed = tables.map((table) => withChosenKey(table, interview));
  const managed = tables.map(({ snapshot }) => ({ tenant, schema: snapshot.schema, table: snapshot.table }));
  const unmanaged = repo.unmanaged.filter((place) => place.tenant === tenant);
  const current = new Set([...managed, ...unmanaged].map(tableKey));
  const orphans = planOrphans(repo, tenant, current, managed, interview);
  const pairs = pairUp(repo, keyed, tenant, orphans, interview);
  const moves = schemaMovesOf(pairs);
  const changed = pairs
    .map((pair) => ({ pair, changes: tableChanges(pair, repo.settings, moves, interview) }))
    .filter(({ changes }) => changes.length > 0);
  const changes = uniqueChanges([
    ...changed.flatMap((table) => table.changes),
    ...renamesOf(orphans, tables),
    ...orphans.drops,
  ]);
  const kept = orphans.kept.map(({ path }): PlannedSnapshot => ({ action: 'rewrite', path }));
  if (changes.length === 0) return { pairs, changes, migrations: [], removed: [], snapshots: kept, missing: [] };
  const migrations = migrationsOf(changes, repo, tenant, naming);
  const devMigrations = devMigrationsOf(repo, tenant);
  const devSnapshots = devMigrations.length === 0 ? [] : devSnapshotsOf(repo, tenant, changed);
  const settled = orphans.settled.flatMap(({ schema, table }) => filesOf(repo.stored, { tenant, schema, table }));
  const written = changed.map(({ pair: { after } }): PlannedSnapshot => {
    const { schema, table } = after;
    const place = { repo: repo.folder, tenant, schema, table, stamp: naming.stamps.take(), dev: false };
    return { action: 'write', path: `${repo.snapshotRoot}/${pathOf(place)}`, content: after };
  });
  return {
    pairs,
    changes,
    migrations,
    removed: devMigrations,
    snapshots: [
      ...kept,
      ...[...new Set([...devSnapshots, ...settled])].map(({ path }): PlannedSnapshot => ({ action: 'remove', path })),
      ...written,
    ],
    missing: unknownOrder(
      tables.length,
      changed.map(({ pair: { after } }) => tableName(after)),
      orphans.drops.map(tableName),
      migrations,
    ),
  };
}

/** `get_dev_migrations/3`: those of the folder that the new migrations go to, whatever tables they are about. */
function devMigrationsOf({ devMigrations = [], migrations, tenantMigrations }: PlannedRepo, tenant: boolean): string[] {
  const folder = tenant ? tenantMigrations : migrations;
  return devMigrations.filter((path) => path.startsWith(`${folder}/`));
}

/** `remove_dev_snapshots/2`: those of the tables that a new snapshot is written of; others stay. */
function devSnapshotsOf(
  { stored }: PlannedRepo,
  tenant: boolean,
  changed: readonly { readonly pair: TablePair }[],
): StoredSnapshot[] {
  return changed
    .flatMap(({ pair: { after } }) => filesOf(stored, { tenant, schema: after.schema, table: after.table }))
    .filter(({ place }) => place.dev);
}

/** What each table is compared with: another table where it is that one, renamed or moved. */
function pairUp(
  repo: PlannedRepo,
  tables: readonly PlannedTable[],
  tenant: boolean,
  orphans: OrphanPlan,
  interview: Interview,
): TablePair[] {
  const known = repo.tables
    .filter((table) => tenant || !table.tenant)
    .flatMap((table) => existing(repo, table.tenant, table.snapshot) ?? []);
  return tables.map(({ snapshot: after, originOf }) => {
    const key = tableKey(after);
    const before = orphans.moves.has(key)
      ? orphans.moves.get(key)
      : (orphans.renames.get(key) ?? ownSnapshot(repo, tenant, after, known, interview));
    return { after, before, originOf };
  });
}

function ownSnapshot(
  repo: PlannedRepo,
  tenant: boolean,
  after: Snapshot,
  known: readonly Snapshot[],
  interview: Interview,
): Snapshot | undefined {
  const found = existing(repo, tenant, after);
  if (found === undefined) return undefined;
  const before = withReferencedKeys(found, known);
  if (before.schema === after.schema) return before;
  const from = { tenant, schema: before.schema, table: after.table };
  return asksToMove(from, { tenant, schema: after.schema, table: after.table }, interview) ? before : undefined;
}

function existing(repo: PlannedRepo, tenant: boolean, { schema, table }: Snapshot): Snapshot | undefined {
  const file = findStored(repo.stored, { tenant, schema, table });
  return file === undefined ? undefined : repo.read(file);
}

function renamesOf(orphans: OrphanPlan, tables: readonly PlannedTable[]): ChangeOf<'rename-table'>[] {
  return tables.flatMap(({ snapshot, originOf }) => {
    const before = orphans.renames.get(tableKey(snapshot));
    if (before === undefined) return [];
    const { table, schema } = snapshot;
    const { multitenancy } = before;
    const place = { table, schema, multitenancy, oldMultitenancy: multitenancy, origin: originOf('table') };
    return [{ kind: 'rename-table', from: before.table, ...place }];
  });
}

function uniqueChanges(changes: readonly Change[]): Change[] {
  const unique = new Map<string, Change>();
  for (const change of changes) {
    const key = canonical({ ...change, origin: undefined });
    if (!unique.has(key)) unique.set(key, change);
  }
  return [...unique.values()];
}

/** Statements of a tenant's resource that are marked as global go to the public migrations. */
function migrationsOf(
  changes: readonly Change[],
  repo: PlannedRepo,
  tenant: boolean,
  naming: Naming,
): PlannedMigration[] {
  if (!tenant) return toMigrations(changes, repo, false, naming);
  const isGlobal = (change: Change): boolean =>
    (change.kind === 'add-statement' || change.kind === 'remove-statement') && change.statement.global;
  return [
    ...toMigrations(
      changes.filter((change) => !isGlobal(change)),
      repo,
      true,
      naming,
    ),
    ...toMigrations(changes.filter(isGlobal), repo, false, naming),
  ];
}

function toMigrations(
  changes: readonly Change[],
  repo: PlannedRepo,
  tenant: boolean,
  { name, stamps }: Naming,
): PlannedMigration[] {
  return splitMigrations(changes).map((part, index) => {
    const ownName = index === 0 ? name : `${name}_${index}`;
    const folder = tenant ? repo.tenantMigrations : repo.migrations;
    return {
      repo: repo.settings.module,
      tenant,
      path: `${folder}/${stamps.take()}_${ownName}.exs`,
      module: `${repo.settings.module}.${tenant ? 'TenantMigrations' : 'Migrations'}.${camelize(ownName)}`,
      transaction: !part.some(isConcurrent),
      content: 'snapshots',
      ...operationsOf(groupPhases(sortChanges(part))),
    };
  });
}
