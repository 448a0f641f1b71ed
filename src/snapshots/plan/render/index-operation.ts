import { printNames } from '../../../base/names.ts';
import type { IndexColumnName, Operation } from '../../../ecto/operation.ts';
import type { SnapshotIdentity, SnapshotIndex, SnapshotIndexField, SnapshotMultitenancy } from '../../snapshot.ts';
import type { Place } from '../change.ts';
import { refuse } from '../refusal.ts';

/** The commands that make indexes and drop them; which tenancy holds depends on the side that they belong to. */

export function createIdentity(identity: SnapshotIdentity, place: Place, tenancy: SnapshotMultitenancy): Operation {
  const { where, baseFilter, nilsDistinct } = identity;
  if (identity.indexName === null) return refuse(noIndexName(identity, place));
  const isFilteredOnly = baseFilter !== null && where === null;
  // The generator puts the filter between quotes as it is.
  if (isFilteredOnly && baseFilter.includes('"'))
    return refuse(
      `The base filter of \`${place.table}\` has a quote in it, so that the generated code cannot be formatted.`,
    );
  return {
    kind: 'create-index',
    ...identityTarget(identity, place, tenancy),
    unique: true,
    where: whereOfIdentity(where, baseFilter),
    nullsDistinct: nilsDistinct ? undefined : false,
    written: isFilteredOnly ? ['where', 'name', 'prefix', 'nulls_distinct'] : undefined,
  };
}

/** A snapshot has one for each identity; only what stands for another primary key may have none. */
function noIndexName({ keys }: SnapshotIdentity, { table }: Place): string {
  const columns = printNames(keys.map(({ value }) => value));
  return (
    `The resources of the table \`${table}\` have different primary keys: for the one of ${columns}, codegen raises ` +
    '"no function clause matching in AshPostgres.MigrationGenerator.Operation.AddUniqueIndex.up/1".'
  );
}

export function dropIdentity(identity: SnapshotIdentity, place: Place, tenancy: SnapshotMultitenancy): Operation {
  return { kind: 'drop-index', ...identityTarget(identity, place, tenancy), ifExists: true };
}

function whereOfIdentity(where: string | null, baseFilter: string | null): string | undefined {
  if (where === null) return baseFilter === null ? undefined : `(${baseFilter})`;
  return baseFilter === null ? `(${where})` : `(${where}) AND (${baseFilter})`;
}

function identityTarget(
  identity: SnapshotIdentity,
  { table, schema, origin }: Place,
  tenancy: SnapshotMultitenancy,
): Omit<Operation & { kind: 'drop-index' }, 'kind' | 'ifExists'> {
  return {
    table,
    prefix: schema ?? undefined,
    columns: columnsOf(identity.keys, identity.allTenants, tenancy),
    name: identity.indexName ?? `${table}_${identity.name}_index`,
    form: 'unique_index',
    ...origin,
  };
}

export function createCustomIndex(
  index: SnapshotIndex,
  baseFilter: string | null,
  place: Place,
  tenancy: SnapshotMultitenancy,
): Operation {
  const { where, includeBaseFilter, include, using } = index;
  const filters = [includeBaseFilter ? baseFilter : null, where].filter((filter) => filter !== null);
  return {
    kind: 'create-index',
    ...customTarget(index, place, tenancy),
    unique: index.unique,
    concurrently: index.concurrently ? true : undefined,
    using: using ?? undefined,
    where: filters.length === 0 ? undefined : filters.join(' AND '),
    include: include ?? undefined,
    nullsDistinct: index.nullsDistinct ? undefined : false,
  };
}

export function dropCustomIndex(index: SnapshotIndex, place: Place, tenancy: SnapshotMultitenancy): Operation {
  return { kind: 'drop-index', ...customTarget(index, place, tenancy), ifExists: true };
}

function customTarget(
  index: SnapshotIndex,
  { table, schema, origin }: Place,
  tenancy: SnapshotMultitenancy,
): Omit<Operation & { kind: 'drop-index' }, 'kind' | 'ifExists'> {
  const columns = columnsOf(index.fields, index.allTenants, tenancy);
  const lastPlain = columns.findLastIndex(({ order }) => order === undefined);
  if (columns.slice(0, Math.max(0, lastPlain)).some(({ order }) => order !== undefined))
    return refuse(
      `The index on \`${table}\` has a field with a direction in front of one without, which is no valid Elixir list.`,
    );
  return {
    table,
    prefix: schema ?? index.prefix ?? undefined,
    columns,
    name: index.name ?? undefined,
    form: 'index',
    ...origin,
  };
}

export function createReferenceIndex(
  source: string,
  where: string | null,
  place: Place,
  tenancy: SnapshotMultitenancy,
): Operation {
  const target = referenceTarget(source, place, tenancy);
  return { kind: 'create-index', ...target, unique: false, where: where ?? undefined, written: ['prefix', 'where'] };
}

export function dropReferenceIndex(source: string, place: Place, tenancy: SnapshotMultitenancy): Operation {
  return { kind: 'drop-index', ...referenceTarget(source, place, tenancy), ifExists: true };
}

function referenceTarget(
  source: string,
  { table, schema, origin }: Place,
  tenancy: SnapshotMultitenancy,
): Omit<Operation & { kind: 'drop-index' }, 'kind' | 'ifExists'> {
  const columns = columnsOf([{ kind: 'atom', value: source }], false, tenancy);
  return { table, prefix: schema ?? undefined, columns, form: 'index', ...origin };
}

/** The tenant's column comes first, unless it is among them: then it moves to the front. */
function columnsOf(
  fields: readonly SnapshotIndexField[],
  allTenants: boolean,
  { strategy, attribute }: SnapshotMultitenancy,
): IndexColumnName[] {
  const columns = fields.map((field): IndexColumnName =>
    field.kind === 'directed'
      ? { name: field.value, kind: 'column', order: field.order }
      : { name: field.value, kind: field.kind === 'string' ? 'sql' : 'column' },
  );
  if (strategy !== 'attribute' || attribute === null || allTenants) return columns;
  const others = columns.filter(({ name, kind, order }) => name !== attribute || kind === 'sql' || order !== undefined);
  return [{ name: attribute, kind: 'column' }, ...others];
}
