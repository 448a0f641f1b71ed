import type { Resource } from '../ash/model.ts';
import type { Project } from '../ash/project.ts';
import { addTo } from '../base/multi-map.ts';
import type { Opaque } from '../elixir/expand.ts';
import type { CurrentTable, TableKey } from './current.ts';
import { isTestCode, seenResources, versionOf } from './domains.ts';
import { mergeParts } from './merge.ts';
import { partsOf, type TablePart } from './part.ts';
import { isUnknown, type Snapshot } from './snapshot.ts';

/** The tables as `mix ash.codegen` would write them down now, and what stands in the way of knowing more. */
export interface CurrentTables {
  readonly tables: readonly CurrentTable[];
  /**
   * Tables that resources use and that nothing is said of: no migration is made for them (`migrate? false`, or known
   * only in tests), or one of their resources cannot be read.
   */
  readonly unmanaged: readonly TableKey[];
  /** Resources of which not even the table is known; any table may be theirs. */
  readonly undecided: readonly { readonly resource: Resource; readonly reason: string }[];
  /** Why there may be resources beside these. */
  readonly openBecause: readonly Opaque[];
  /** Files that have a syntax error and were never seen without one: any table may be that of a resource in them. */
  readonly unread: readonly string[];
}

/** Whether every table that has a resource is known to have one. */
export function isComplete({ undecided, openBecause, unread }: CurrentTables): boolean {
  return undecided.length === 0 && openBecause.length === 0 && unread.length === 0;
}

/**
 * The snapshots that the generator would make of the resources as they are. `latest` finds what it wrote last of a
 * table, which decides in a few cases how resources that share one are put together.
 */
export function currentTables(project: Project, latest: (key: TableKey) => Snapshot | undefined): CurrentTables {
  const seen = seenResources(project);
  const inDomains = new Set(seen.resources);
  const managed = new Map<string, TablePart[]>();
  const unmanaged: TableKey[] = [];
  const unreadable = new Map<string, TableKey>();
  const undecided: { resource: Resource; reason: string }[] = [];
  for (const resource of withOthers(project, seen.resources)) {
    if (resource.dataLayer !== 'AshPostgres.DataLayer') continue;
    const parts = partsOf(project, resource);
    if (project.isUnread(resource.path)) {
      for (const { key } of isUnknown(parts) ? [] : parts.flatMap(withGlobal)) unreadable.set(keyText(key), key);
    } else if (isUnknown(parts)) undecided.push({ resource, reason: parts.unknown });
    else if (!inDomains.has(resource) || isTestCode(resource.path) || resource.postgres?.migrate !== true) {
      unmanaged.push(...parts.flatMap(withGlobal).map(({ key }) => key));
    } else for (const part of parts.flatMap(withGlobal)) addTo(managed, keyText(part.key), part);
  }
  const readable = [...managed].filter(([text]) => !unreadable.has(text));
  return {
    tables: readable.flatMap(([, parts]) => merged(parts, latest, seen.isOrderKnown)),
    unmanaged: [...unmanaged, ...unreadable.values()],
    undecided,
    openBecause: seen.openBecause,
    unread: project.brokenFiles().filter((path) => project.isUnread(path) && !isTestCode(path)),
  };
}

/** Resources that codegen sees, then all others: those in no domain have tables too, and so have their versions. */
function withOthers(project: Project, seen: readonly Resource[]): Set<Resource> {
  const all = project.resources();
  return new Set([...seen, ...all, ...all.flatMap((resource) => versionOf(project, resource) ?? [])]);
}

/** Identifies a table among all others. */
export function keyText({ root, repo, tenant, schema, table }: TableKey): string {
  return JSON.stringify([root, repo, tenant, schema, table]);
}

/** A table of tenants that is global too stands among the public ones as well, as one without tenants. */
function withGlobal(part: TablePart): TablePart[] {
  const { multitenancy } = part.snapshot;
  if (!part.key.tenant || isUnknown(multitenancy) || multitenancy.global !== true) return [part];
  const none = { strategy: null, attribute: null, global: null };
  const global: TablePart = {
    ...part,
    key: { ...part.key, tenant: false },
    snapshot: { ...part.snapshot, multitenancy: none },
  };
  return [part, global];
}

interface Merged {
  readonly parts: readonly TablePart[];
  readonly latest: Snapshot | undefined;
  readonly isOrderKnown: boolean;
  readonly table: CurrentTable;
}

/** By the first part of a table: the same parts make the same table. */
const known = new WeakMap<TablePart, Merged>();

function merged(
  parts: readonly TablePart[],
  find: (key: TableKey) => Snapshot | undefined,
  isOrderKnown: boolean,
): CurrentTable[] {
  const [first, ...others] = parts;
  if (first === undefined) return [];
  const latest = find(first.key);
  const found = known.get(first);
  const isSame =
    found !== undefined &&
    found.latest === latest &&
    found.isOrderKnown === isOrderKnown &&
    found.parts.length === parts.length &&
    found.parts.every((part, index) => part === parts[index]);
  if (isSame) return [found.table];
  const table = mergeParts([first, ...others], latest, isOrderKnown || others.length === 0);
  known.set(first, { parts, latest, isOrderKnown, table });
  return [table];
}
