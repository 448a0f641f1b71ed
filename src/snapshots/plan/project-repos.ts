import type { Repo } from '../../ash/model.ts';
import type { Meaning, Project } from '../../ash/project.ts';
import type { Location } from '../../base/span.ts';
import { privFolderOf } from '../../ecto/migration-config.ts';
import type { Cause } from '../../ecto/operation.ts';
import { asBoolean, asString } from '../../elixir/literal.ts';
import { simplify } from '../../elixir/simplify.ts';
import type { Expr } from '../../elixir/syntax.ts';
import { causeOf, type CurrentTable, type TableKey } from '../current.ts';
import { currentTables, isComplete, type CurrentTables } from '../from-resources.ts';
import { placeOf } from '../layout.ts';
import { readExtensions, readSnapshot, type ReadResult } from '../read-snapshot.ts';
import { repoFactsOf } from '../repo-facts.ts';
import { unknownParts } from '../settle.ts';
import { isUnknown, type InstalledExtensions, type Snapshot } from '../snapshot.ts';
import { repoFolder, type StoredSnapshot } from '../store.ts';
import { functionsCode, functionsOf, latestVersionIn } from './ash-functions.ts';
import type { RepoExtensions } from './extension-plan.ts';
import { fillGaps, type Gap } from './fill-gaps.ts';
import type { PlannedTable } from './planned-repo.ts';
import type { PlanRequest } from './plan.ts';
import { raisedByResource } from './raised-by-resource.ts';
import { refuse } from './refusal.ts';
import { readRequests } from './requested-extensions.ts';
import { findStored, storedTables, type TablePlace } from './stored-snapshots.ts';
import type { OriginOf } from './table-pair.ts';

/** What a plan is made of: a project, and the files that stand around its resources. Paths are the workspace's. */
export interface ProjectInput {
  readonly project: Project;
  readonly paths: readonly string[];
  readonly textOf: (path: string) => string;
  /** What a snapshot says, for whoever keeps that; otherwise its text is read. */
  readonly readSnapshot?: (path: string) => ReadResult<Snapshot>;
  /** Where a place in a text is, as a line. */
  readonly lineOf: (place: Location) => Cause;
  /** The text of `ash_functions.ex` in the project's dependencies. */
  readonly functionsSource: string | undefined;
  /** The version of ash_postgres that is locked for a file; without it, the newest one is assumed. */
  readonly lockedFor?: (path: string) => string | undefined;
}

/** A part that is not known, and was assumed. */
export interface OpaquePart {
  readonly path: string;
  readonly line: number;
  readonly reason: string;
}

export interface ProjectRepos {
  readonly repos: PlanRequest['repos'];
  readonly opaque: readonly OpaquePart[];
}

/** The repos of a project with what is on disk and what the resources say. Throws `Refusal` where codegen would raise. */
export function projectRepos(input: ProjectInput): ProjectRepos {
  const reader = new SnapshotReader(input);
  const current = currentTables(input.project, (key) => reader.latest(key));
  raiseFor(current);
  const opaque: OpaquePart[] = current.undecided.map(({ resource, reason }) => ({
    ...input.lineOf({ path: resource.path, ...resource.nameSpan }),
    reason: `\`${resource.module}\` was left out: ${reason}. No table is taken for one without a resource.`,
  }));
  for (const { reason, ...at } of current.openBecause) {
    const effect = 'no table is taken for one without a resource';
    opaque.push({ ...input.lineOf(at), reason: `There may be more resources than these, since ${reason}: ${effect}.` });
  }
  const repos = reposOf(input.project, current).flatMap((meaning) => {
    const planned = repoOf(meaning, current, input, reader, opaque);
    return planned === undefined ? [] : [planned];
  });
  return { repos, opaque };
}

function raiseFor({ tables }: CurrentTables): void {
  for (const resource of new Set(tables.flatMap(({ resources }) => resources))) {
    const reason = raisedByResource(resource);
    if (reason !== undefined) refuse(reason);
  }
  for (const { snapshot } of tables) {
    const conflict = unknownParts(snapshot).find(({ reason }) => reason.endsWith('disagree: the generator raises'));
    if (conflict === undefined) continue;
    const [, column = '', field = ''] = conflict.path.split('/');
    const what = field === 'references' ? 'configurations for references' : 'types';
    refuse(`Conflicting ${what} for table \`${snapshot.table}.${column}\``);
  }
}

/** Repos of resources first, in their order; then those that no resource uses. */
function reposOf(project: Project, { tables }: CurrentTables): Meaning[] {
  const used = tables.flatMap(({ key, resources }) => resources.map(({ path }) => project.find(key.repo, path)));
  const all = new Set([...used, ...project.meanings()]);
  return [...all].flatMap((meaning) => (meaning?.repo === undefined ? [] : [meaning]));
}

function storedTablesOf(files: readonly StoredSnapshot[]): TablePlace[] {
  return [true, false].flatMap((tenant) => storedTables(files, tenant));
}

function repoOf(
  meaning: Meaning,
  current: CurrentTables,
  input: ProjectInput,
  reader: SnapshotReader,
  opaque: OpaquePart[],
): PlanRequest['repos'][number] | undefined {
  const { repo } = meaning;
  const { tables, unmanaged } = current;
  const facts = repo === undefined ? undefined : repoFactsOf(input.project, repo.module, repo.path);
  if (repo === undefined || facts === undefined || isUnknown(facts)) return undefined;
  const { root } = facts;
  const base = input.project.rootOf(repo.path).path;
  const inProject = (path: string): string => (base === '' ? path : `${base}/${path}`);
  const folder = repoFolder(repo.module);
  const isOwn = (key: TableKey): boolean => key.repo === repo.module && key.root === root;
  const { codegenPaths, moduleOptions } = input.project.rootOf(repo.path).settings;
  const priv = privFolderOf(moduleOptions.get(repo.module) ?? new Map()) ?? `priv/${folder}`;
  const migrations = inProject(
    codegenPaths.migrations ?? resultOf(meaning, 'migrations_path', asString) ?? `${priv}/migrations`,
  );
  const tenantMigrations = inProject(
    codegenPaths.tenantMigrations ??
      resultOf(meaning, 'tenant_migrations_path', asString) ??
      `${priv}/tenant_migrations`,
  );
  const builtinUuid7 = facts.usesBuiltinUuid7;
  return {
    settings: {
      module: repo.module,
      defaultPrefix: isUnknown(facts.defaultPrefix) ? undefined : facts.defaultPrefix,
      createsSchemas: resultOf(meaning, 'create_schemas_in_migrations?', asBoolean) ?? true,
    },
    folder,
    snapshotRoot: root,
    migrations,
    tenantMigrations,
    devMigrations: [migrations, tenantMigrations].flatMap((place) => devMigrationsIn(place, input.paths)),
    stored: reader.filesOf(root, folder),
    read: (file) => reader.read(file),
    tables: tables.filter(({ key }) => isOwn(key)).map((table) => plannedTable(table, input, reader, opaque)),
    unmanaged: [
      ...unmanaged.filter(isOwn),
      ...(isComplete(current) ? [] : storedTablesOf(reader.filesOf(root, folder))),
    ],
    extensions: extensionsOf(
      meaning,
      repo,
      {
        installed: reader.extensions(root, folder),
        source: input.functionsSource,
        usesBuiltinUuid7: !isUnknown(builtinUuid7) && builtinUuid7,
        migrationNames: input.paths
          .filter((path) => path.startsWith(`${migrations}/`))
          .map((path) => path.slice(migrations.length + 1)),
      },
      input,
      opaque,
    ),
  };
}

function devMigrationsIn(folder: string, paths: readonly string[]): string[] {
  return paths
    .filter((path) => path.startsWith(`${folder}/`) && /^[^/]*_dev\.exs[^/]*$/.test(path.slice(folder.length + 1)))
    .sort();
}

function plannedTable(
  table: CurrentTable,
  { lineOf }: ProjectInput,
  reader: SnapshotReader,
  opaque: OpaquePart[],
): PlannedTable {
  const { snapshot, gaps } = fillGaps(table, reader.latest(table.key));
  const lineAt = (path: readonly (string | number)[]): Cause | undefined => {
    const place = causeOf(table, ...path);
    return place === undefined ? undefined : lineOf(place);
  };
  for (const { path, reason } of gaps) {
    const cause = lineAt(path);
    if (cause !== undefined) opaque.push({ ...cause, reason });
  }
  const originOf: OriginOf = (...path) => {
    const note = notesOn(gaps, path);
    return { ...withCause(lineAt(path)), ...(note === undefined ? {} : { note }) };
  };
  return { tenant: table.key.tenant, snapshot, keyChoices: table.keyChoices, originOf };
}

function withCause(cause: Cause | undefined): { readonly cause?: Cause } {
  return cause === undefined ? {} : { cause };
}

/** What is not known of a thing, or of a part of it; the table as a whole has notes of its own only. */
function notesOn(gaps: readonly Gap[], path: readonly (string | number)[]): string | undefined {
  const own = gaps.filter((gap) => path.every((part, index) => gap.path[index] === part));
  return own.length === 0 ? undefined : own.map(({ reason }) => reason).join('\n');
}

interface ExtensionFacts {
  readonly installed: InstalledExtensions | undefined;
  readonly source: string | undefined;
  readonly usesBuiltinUuid7: boolean;
  readonly migrationNames: readonly string[];
}

function extensionsOf(
  meaning: Meaning,
  repo: Repo,
  { installed, source, usesBuiltinUuid7, migrationNames }: ExtensionFacts,
  { project, lineOf, lockedFor }: ProjectInput,
  opaque: OpaquePart[],
): RepoExtensions | undefined {
  if (resultOf(meaning, 'migrate_extensions?', asBoolean) === false) return undefined;
  const isWritten = repo.functions.includes('installed_extensions');
  const entries = isWritten ? repo.extensionEntries : repo.open ? undefined : [];
  const cause = lineOf({ path: repo.path, ...repo.nameSpan });
  if (entries === undefined) {
    const reason = `Which extensions \`${repo.module}\` installs is not known, so that none are planned.`;
    opaque.push({ ...cause, reason });
    return undefined;
  }
  const { requested, unknown } = readRequests(entries, project, repo, installed);
  for (const reason of unknown) opaque.push({ ...cause, reason });
  const latest = source === undefined ? functionsOf(lockedFor?.(repo.path)) : latestVersionIn(source);
  return {
    requested,
    installed,
    ...(latest === undefined ? {} : { latestFunctions: latest }),
    functions:
      source === undefined ? undefined : functionsCode(source, installed?.ashFunctionsVersion, usesBuiltinUuid7),
    migrationNames,
  };
}

/** What a function of one clause and one literal expression gives. */
function resultOf<T>({ expanded }: Meaning, name: string, read: (expr: Expr) => T | undefined): T | undefined {
  const clauses = expanded.functions.filter((clause) => clause.name === name);
  const [body, ...others] = clauses.length === 1 ? (clauses[0]?.body ?? []) : [];
  return body === undefined || others.length > 0 ? undefined : read(simplify(body, expanded.scope));
}

/** Reads snapshot files when they are asked for, once each. */
class SnapshotReader {
  readonly #input: ProjectInput;
  readonly #read = new Map<string, Snapshot>();
  readonly #files = new Map<string, readonly StoredSnapshot[]>();

  constructor(input: ProjectInput) {
    this.#input = input;
  }

  filesOf(root: string, folder: string): readonly StoredSnapshot[] {
    const known = this.#files.get(root) ?? this.#list(root);
    this.#files.set(root, known);
    return known.filter(({ place }) => place.repo === folder);
  }

  latest({ root, repo, tenant, schema, table }: TableKey): Snapshot | undefined {
    const file = findStored(this.filesOf(root, repoFolder(repo)), { tenant, schema, table });
    return file === undefined ? undefined : this.read(file);
  }

  read({ path }: StoredSnapshot): Snapshot {
    const known = this.#read.get(path);
    if (known !== undefined) return known;
    const result = this.#input.readSnapshot?.(path) ?? readSnapshot(this.#input.textOf(path));
    if (!result.ok) return refuse(`The snapshot \`${path}\` cannot be read. Repair it, or write it anew.`);
    this.#read.set(path, result.value);
    return result.value;
  }

  extensions(root: string, folder: string): InstalledExtensions | undefined {
    const path = [`${root}/${folder}/extensions.json`, `${root}/extensions.json`].find((candidate) =>
      this.#input.paths.includes(candidate),
    );
    if (path === undefined) return undefined;
    const result = readExtensions(this.#input.textOf(path));
    return result.ok ? result.value : refuse(`\`${path}\` cannot be read. Repair it, or write it anew.`);
  }

  #list(root: string): readonly StoredSnapshot[] {
    return this.#input.paths.flatMap((path) => {
      const place = path.startsWith(`${root}/`) ? placeOf(path.slice(root.length + 1)) : undefined;
      return place === undefined ? [] : [{ path, place }];
    });
  }
}
