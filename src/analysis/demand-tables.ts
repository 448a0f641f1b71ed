import type { DemandedTable, Origin } from '../ash/demand/demand.ts';
import type { DemandFacts, StandingTable } from '../ash/demand/facts.ts';
import { originOf } from '../ash/demand/queries-of.ts';
import type { Resource } from '../ash/model.ts';
import type { CurrentTable } from '../snapshots/current.ts';
import { currentTables } from '../snapshots/from-resources.ts';
import { isTestCode } from '../snapshots/domains.ts';
import { mergeParts } from '../snapshots/merge.ts';
import { partsOf } from '../snapshots/part.ts';
import { fillGaps } from '../snapshots/plan/fill-gaps.ts';
import { isUnknown, type PartialSnapshot } from '../snapshots/snapshot.ts';
import { unknownParts } from '../snapshots/settle.ts';
import { columnTypeOf } from '../snapshots/storage.ts';
import { migratedIndexes } from '../ecto/table-indexes.ts';
import { demandedColumns, sqlTypeOf } from './demand-columns.ts';
import type { LineTables } from './line-tables.ts';
import { standingIndexes } from './standing-indexes.ts';
import type { Workspace } from './workspace.ts';

/** The tables of a workspace as queries need them. */
export interface DemandTables {
  readonly facts: DemandFacts;
  readonly all: readonly { readonly repo: string; readonly standing: StandingTable }[];
}

interface Known {
  readonly table: CurrentTable;
  /** Why there may be indexes that no resource and no migration tells of. */
  readonly openBecause: string | undefined;
}

export function demandTables(workspace: Workspace, lines: LineTables): DemandTables {
  const { project } = workspace;
  const byResource = new Map<Resource, DemandedTable[]>();
  const facts: DemandFacts = {
    project,
    tableOf: (resource) => {
      const [first, ...others] = byResource.get(resource) ?? [];
      if (first === undefined) return { ok: false, reason: whyNone(workspace, resource) };
      if (others.length > 0 || resource.postgres?.polymorphic === true)
        return { ok: false, reason: 'it is polymorphic, so that each relationship has a table of its own' };
      return { ok: true, value: first };
    },
    typeOf: (type, constraints, from) => {
      const column = columnTypeOf(project, type, constraints, from);
      return isUnknown(column) ? undefined : sqlTypeOf(column.type, column);
    },
    lineOf: (place) => lines.lineOf(place),
  };
  const all = knownTables(workspace).map(({ table, openBecause }) => {
    const standing = standingTable(workspace, facts, table, openBecause);
    for (const resource of table.resources)
      byResource.set(resource, [...(byResource.get(resource) ?? []), standing.table]);
    return { repo: table.key.repo, standing };
  });
  return { facts, all };
}

/** Those that codegen manages, and those of resources with `migrate? false`. */
function knownTables(workspace: Workspace): Known[] {
  const { project, snapshots } = workspace;
  const { tables } = currentTables(project, (key) => {
    const file = snapshots.latest(key);
    const read = file === undefined ? undefined : snapshots.read(file.path);
    return read?.ok === true ? read.value : undefined;
  });
  const managed = new Set(tables.flatMap(({ resources }) => resources));
  const others = project.resources().flatMap((resource): Known[] => {
    if (managed.has(resource) || resource.dataLayer !== 'AshPostgres.DataLayer' || isTestCode(resource.path)) return [];
    const parts = project.isUnread(resource.path) ? undefined : partsOf(project, resource);
    const [only, ...more] = parts === undefined || isUnknown(parts) ? [] : parts;
    if (only === undefined || more.length > 0) return [];
    const isTaken = tables.some(({ key }) => JSON.stringify(key) === JSON.stringify(only.key));
    const openBecause = isTaken
      ? 'another resource has the table'
      : resource.postgres?.migrate === false
        ? 'its resource has `migrate? false`'
        : 'its resource is in no domain';
    return [{ table: mergeParts([only], undefined, true), openBecause }];
  });
  return [...tables.map((table) => ({ table, openBecause: table.openBecause[0] })), ...others];
}

function whyNone({ project }: Workspace, resource: Resource): string {
  if (resource.dataLayer !== 'AshPostgres.DataLayer') return 'its rows are not kept in PostgreSQL';
  if (isTestCode(resource.path)) return 'it is a resource of tests';
  if (project.isUnread(resource.path)) return 'its file has a syntax error';
  const parts = partsOf(project, resource);
  return isUnknown(parts) ? parts.unknown : 'it is polymorphic, so that each relationship has a table of its own';
}

function standingTable(
  workspace: Workspace,
  facts: DemandFacts,
  table: CurrentTable,
  openBecause: string | undefined,
): StandingTable {
  const { project } = workspace;
  const { key, resources } = table;
  const { snapshot } = fillGaps(table, undefined);
  const [first] = resources;
  const origin = (what: string, at: Parameters<DemandFacts['lineOf']>[0] | undefined): Origin => {
    const owner = resources.find(({ path }) => path === at?.path) ?? first;
    if (owner !== undefined) return originOf(facts, owner, what, at);
    return { resource: '', path: at?.path ?? '', line: at === undefined ? 1 : facts.lineOf(at), what };
  };
  const migrations = workspace.migrations();
  const indexes = standingIndexes(table, snapshot, migrations, origin);
  const repo = project.find(key.repo, first?.path ?? '')?.repo;
  const made = migratedIndexes(migrations, key.table);
  const unread =
    unknownIndexes(table.snapshot) ?? (made.complete ? undefined : 'a migration makes some that cannot be read');
  return {
    table: demandedTable(workspace, table, snapshot.schema, indexes),
    resources,
    indexes,
    openBecause: openBecause ?? unread,
    extensions: repo?.installedExtensions,
  };
}

/** Parts of indexes that the text does not decide. */
function unknownIndexes(snapshot: PartialSnapshot): string | undefined {
  const part = unknownParts(snapshot).find(({ path }) =>
    /^(identities|customIndexes|customStatements|multitenancy)\b/.test(path),
  );
  return part?.reason;
}

function demandedTable(
  { project }: Workspace,
  { key, snapshot, resources }: CurrentTable,
  schema: string | null,
  indexes: StandingTable['indexes'],
): DemandedTable {
  const { multitenancy } = snapshot;
  const tenant =
    isUnknown(multitenancy) || multitenancy.strategy !== 'attribute'
      ? undefined
      : (multitenancy.attribute ?? undefined);
  const isWhole = ({ unique, where, fields }: StandingTable['indexes'][number]): boolean =>
    unique && where === undefined && fields.every(({ sql }) => !sql);
  return {
    schema: schema ?? undefined,
    name: key.table,
    resource: resources[0]?.module ?? '',
    columns: demandedColumns(project, snapshot.attributes, resources),
    uniqueKeys: indexes.filter(isWhole).map(({ columns }) => columns),
    tenantColumn: tenant,
  };
}
