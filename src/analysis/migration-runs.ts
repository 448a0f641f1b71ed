import type { Repo } from '../ash/model.ts';
import type { DeclaredSchema, MigrationRun, RecordedSchema, RepoRuns, RunStep } from '../ecto/migration-run.ts';
import { migrationRunsOf } from '../ecto/migration-runs-of.ts';
import type { PlannedRepo, PlannedTable } from '../snapshots/plan/planned-repo.ts';
import { tableKey, tableName } from '../snapshots/plan/stored-snapshots.ts';
import { schemaSteps } from '../snapshots/schema-steps.ts';
import { unknownParts } from '../snapshots/settle.ts';
import type { StoredSnapshot } from '../snapshots/store.ts';
import type { LineTables } from './line-tables.ts';
import { otherDatabaseOf } from './other-database.ts';
import { plannedTables, type PlannedTables } from './planned-tables.ts';
import { repoFolders, type RepoFolder } from './repo-folders.ts';
import type { Workspace } from './workspace.ts';

export interface MigrationRunsRequest {
  /** The modules that the configuration names as bases of resources. */
  readonly wrappers: readonly string[];
  /** The name of the schema that stands for a tenant. */
  readonly tenantSchema: string;
}

export interface RecordedSchemaRequest extends MigrationRunsRequest {
  /** As in `RepoRuns`. */
  readonly folder: string;
  /** The version of a migration: snapshots that were written later do not count. */
  readonly before: string;
}

/** What the migrations of a workspace send to each repository's database, and what its resources declare. */
export function migrationRuns(workspace: Workspace, lines: LineTables, request: MigrationRunsRequest): RepoRuns[] {
  workspace.setWrappers(request.wrappers);
  const tables = plannedTables(workspace, lines);
  return repoFolders(workspace).map((folder) => {
    const runs = runsOf(folder, workspace, request);
    const planned = plannedIn(folder, tables);
    return {
      ...{ repo: folder.name, folder: folder.folder, module: folder.module },
      otherDatabase: otherDatabaseOf(folder, workspace),
      minVersionNumber: versionNumberOf(folder.repo),
      extensions: extensionsOf(folder.repo, runs),
      migrations: runs,
      unread: folder.unread,
      declared: declaredBy(planned, tables, runs, request),
      recordedVersions: versionsOf(planned?.stored ?? []),
    };
  });
}

/**
 * What the snapshots say that the tables were before a migration, with the extensions that were installed until then;
 * undefined where there are no snapshots of that time, or one cannot be read.
 */
export function recordedSchema(
  workspace: Workspace,
  lines: LineTables,
  request: RecordedSchemaRequest,
): RecordedSchema | undefined {
  workspace.setWrappers(request.wrappers);
  const folder = repoFolders(workspace).find((each) => each.folder === request.folder);
  const planned = folder === undefined ? undefined : plannedIn(folder, plannedTables(workspace, lines));
  if (folder === undefined || planned === undefined) return undefined;
  const stored = planned.stored.filter(({ place }) => !place.dev && (place.stamp ?? '') < request.before);
  const version = versionsOf(stored).at(-1);
  const tables = latestOfEach(stored).map((file) => recordedTable(file, workspace));
  const known = tables.filter((table) => table !== undefined);
  if (version === undefined || known.length < tables.length) return undefined;
  const made = schemaSteps(planned, known, request.tenantSchema);
  if (typeof made === 'string') return undefined;
  const earlier = runsOf(folder, workspace, request).filter((run) => run.version < request.before);
  return { version, steps: [...installing(earlier), ...made.steps], tenantSteps: made.tenantSteps };
}

function runsOf(
  { migrations, config }: RepoFolder,
  workspace: Workspace,
  request: MigrationRunsRequest,
): MigrationRun[] {
  const { tenantSchema } = request;
  return migrationRunsOf(migrations, { config, tenantSchema, textOf: (path) => workspace.textOf(path) });
}

function plannedIn({ repo }: RepoFolder, { repos }: PlannedTables): PlannedRepo | undefined {
  return repos.find(({ settings }) => settings.module === repo?.module);
}

/** 16.2.0 is 160002. */
function versionNumberOf(repo: Repo | undefined): number | undefined {
  const [major, minor, patch] = repo?.minPgVersion ?? [];
  if (major === undefined) return undefined;
  return major >= 10 ? major * 10_000 + (minor ?? 0) : major * 10_000 + (minor ?? 0) * 100 + (patch ?? 0);
}

function extensionsOf(repo: Repo | undefined, runs: readonly MigrationRun[]): string[] {
  const created = runs.flatMap(({ up }) => up.flatMap(createdExtension));
  const installed = (repo?.installedExtensions ?? []).filter((name) => name !== 'ash-functions');
  return [...new Set([...installed, ...created])];
}

function createdExtension(step: RunStep): string[] {
  const sql = step.kind === 'statement' ? step.sql : '';
  const found = /^\s*CREATE\s+EXTENSION\s+(?:IF\s+NOT\s+EXISTS\s+)?("[^"]+"|[\w-]+)/i.exec(sql)?.[1];
  return found === undefined ? [] : [found.replaceAll('"', '')];
}

/** Tables of resources use functions and types that only extension migrations make. */
function installing(runs: readonly MigrationRun[]): RunStep[] {
  return runs.filter(({ installsExtensions, tenant }) => installsExtensions && !tenant).flatMap(({ up }) => up);
}

function declaredBy(
  planned: PlannedRepo | undefined,
  { current, refused }: PlannedTables,
  runs: readonly MigrationRun[],
  { tenantSchema }: MigrationRunsRequest,
): DeclaredSchema {
  const openBecause = [
    ...current.openBecause.map(({ reason }) => reason),
    ...current.undecided.map(({ resource, reason }) => `\`${resource.module}\`: ${reason}`),
    ...current.unread.map((path) => `\`${path}\` has a syntax error`),
  ];
  const nothing = { steps: [], tenantSteps: [], unknown: [], openBecause, refused };
  if (planned === undefined) return nothing;
  const made = schemaSteps(planned, planned.tables, tenantSchema);
  if (typeof made === 'string') return { ...nothing, refused: made };
  const steps = [...installing(runs), ...made.steps];
  return { steps, tenantSteps: made.tenantSteps, unknown: unknownIn(planned, current), openBecause, refused };
}

/** Tables of which the text does not decide everything, or that no migration is made for. */
function unknownIn(
  { settings, unmanaged }: PlannedRepo,
  { tables }: PlannedTables['current'],
): DeclaredSchema['unknown'] {
  const open = tables.flatMap(({ key, snapshot, openBecause }) => {
    const [part] = unknownParts(snapshot);
    const reason = openBecause[0] ?? (part === undefined ? undefined : `${part.path}: ${part.reason}`);
    return key.repo !== settings.module || reason === undefined ? [] : [{ table: tableName(key), reason }];
  });
  const others = unmanaged.map((place) => ({
    table: tableName(place),
    reason: 'no migration is made for its resource',
  }));
  return [...open, ...others];
}

function versionsOf(stored: readonly StoredSnapshot[]): string[] {
  return [...new Set(stored.flatMap(({ place }) => (place.dev ? [] : (place.stamp ?? []))))].sort();
}

function latestOfEach(stored: readonly StoredSnapshot[]): StoredSnapshot[] {
  const latest = new Map<string, StoredSnapshot>();
  for (const file of stored) {
    const key = `${file.place.tenant} ${tableKey(file.place)}`;
    const known = latest.get(key);
    if (known === undefined || (known.place.stamp ?? '') < (file.place.stamp ?? '')) latest.set(key, file);
  }
  return [...latest.values()];
}

/** Causes are the snapshots themselves. */
function recordedTable({ path, place }: StoredSnapshot, { snapshots }: Workspace): PlannedTable | undefined {
  const read = snapshots.read(path);
  if (!read.ok) return undefined;
  return { tenant: place.tenant, snapshot: read.value, keyChoices: [], originOf: () => ({ cause: { path, line: 1 } }) };
}
