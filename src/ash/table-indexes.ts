import { addTo } from '../base/multi-map.ts';
import { oncePer } from '../base/once-per.ts';
import type { Location } from '../base/span.ts';
import { mentionsIndex, parseIndexes } from '../base/sql-index.ts';
import type { CustomIndex, Identity, IndexField, Postgres, Reference, Resource, Statement } from './model.ts';
import { oncePerState } from './once-per-state.ts';
import type { Project } from './project.ts';

/** One index of a table, as AshPostgres makes it from what the resources on that table declare. */
export interface TableIndex {
  readonly origin: 'primary_key' | 'identity' | 'custom_index' | 'reference' | 'statement' | 'migration';
  /** The name of the identity, or of the index where it is written. */
  readonly name: string | undefined;
  /** Columns and SQL expressions in the order of the index; the tenant's column that Ash puts in front is one of them. */
  readonly fields: readonly IndexField[];
  /** The tenant's column where it leads the index: every query of such a resource gives it a value. */
  readonly tenant: string | undefined;
  readonly unique: boolean;
  readonly nullsDistinct: boolean | undefined;
  readonly method: string;
  readonly include: readonly string[];
  /** It has a predicate of its own. */
  readonly partial: boolean;
  /** That predicate as SQL; undefined too when only the compiler knows it. */
  readonly where: string | undefined;
  /** The resource's base filter is part of the predicate. */
  readonly baseFilter: boolean;
  readonly resource: Resource;
  readonly at: Location | undefined;
}

export interface TableIndexes {
  readonly indexes: readonly TableIndex[];
  /** Nothing hints at an index that is not among these: that one is missing may only be claimed then. */
  readonly complete: boolean;
}

/** A resource whose rows are kept in a PostgreSQL table. */
export interface TableResource extends Resource {
  readonly postgres: Postgres & { readonly table: string };
}

/** Whether rows of a resource are kept in a PostgreSQL table whose name the text gives. */
export function isTableBacked(resource: Resource): resource is TableResource {
  const { postgres } = resource;
  return resource.dataLayer === 'AshPostgres.DataLayer' && postgres?.table !== undefined && !resource.embedded;
}

/** The resources on the table of a resource, in the order of the project; itself is one of them. */
export function resourcesOnTable(project: Project, resource: Resource): readonly Resource[] {
  const key = tableKey(project, resource);
  return key === undefined ? [] : (tablesOf(project).get(key) ?? []);
}

const tablesOf = oncePerState((project) => {
  const byTable = new Map<string, Resource[]>();
  for (const resource of project.resources()) {
    const key = tableKey(project, resource);
    if (key !== undefined) addTo(byTable, key, resource);
  }
  return byTable;
});

function tableKey(project: Project, resource: Resource): string | undefined {
  if (!isTableBacked(resource)) return undefined;
  const { table, schema, repo } = resource.postgres;
  return JSON.stringify([project.rootOf(resource.path).path, repo, schema, table]);
}

/** All indexes that the resources on a resource's table declare. */
export function findTableIndexes(project: Project, resource: Resource): TableIndexes {
  const mates = resourcesOnTable(project, resource);
  const read = mates.map((mate) => ({ mate, indexes: readIndexes(mate) }));
  return {
    indexes: read.flatMap(({ indexes }) => indexes.filter((index) => index !== undefined)),
    complete:
      mates.some((mate) => mate.postgres?.migrate === true) &&
      read.every(({ mate, indexes }) => isReadable(project, mate) && indexes.every((index) => index !== undefined)),
  };
}

/** The column of an attribute; undefined when there is none of that name or its `source` is computed. */
export function columnOf(resource: Resource, attribute: string): string | undefined {
  return resource.attributes.find((candidate) => candidate.name === attribute)?.source;
}

/** The column that Ash puts in front of the indexes of a table whose rows belong to tenants. */
export function tenantColumnOf(resource: Resource): string | undefined {
  const { multitenancy } = resource;
  if (multitenancy?.strategy !== 'attribute' || multitenancy.attribute === undefined) return undefined;
  return columnOf(resource, multitenancy.attribute);
}

/** The columns of an index without the tenant's in front. */
export function ownFields(index: TableIndex): readonly IndexField[] {
  return index.tenant === undefined ? index.fields : index.fields.slice(1);
}

/** Whether PostgreSQL finds the rows with one value of a column by this index. */
export function isLedBy(index: TableIndex, column: string): boolean {
  return startsWith(index, column) && holdsAllWith(index, column);
}

/** GiST and GIN serve conditions on any of their columns, the others on those in front; BRIN only narrows a search. */
export function startsWith(index: TableIndex, column: string): boolean {
  if (index.method === 'brin') return false;
  const isOrdered = index.method === 'btree' || index.method === 'hash';
  const usable = isOrdered ? index.fields.slice(0, index.tenant === undefined ? 1 : 2) : index.fields;
  return usable.some((field) => field.name === column && !field.sql);
}

/** The predicate leaves out no row that has a value there and that a read asks for: those of AshArchival skip archived ones. */
function holdsAllWith({ partial, where, resource }: TableIndex, column: string): boolean {
  if (!partial) return true;
  const archived = resource.archival === undefined ? undefined : columnOf(resource, resource.archival.attribute);
  const condition = where
    ?.replace(/[()"\s]+/g, ' ')
    .trim()
    .toLowerCase();
  return condition === `${column.toLowerCase()} is not null` || condition === `${archived?.toLowerCase()} is null`;
}

function isReadable(project: Project, resource: Resource): boolean {
  const { multitenancy, postgres } = resource;
  const tenantIsKnown = multitenancy === undefined || multitenancy.strategy === 'context' || hasTenant(resource);
  return (
    resource.openBecause.length === 0 &&
    !project.isBroken(resource.path) &&
    tenantIsKnown &&
    postgres?.migrate !== undefined &&
    !postgres.dynamicOptions.has('skip_unique_indexes')
  );
}

function hasTenant(resource: Resource): boolean {
  return tenantColumnOf(resource) !== undefined;
}

/** An index that the text does not decide is undefined. */
const readIndexes = oncePer((resource: Resource): readonly (TableIndex | undefined)[] => {
  const { postgres } = resource;
  if (postgres === undefined) return [];
  const skipped = postgres.names.get('skip_unique_indexes') ?? [];
  return [
    ...(resource.primaryKey.length === 0 ? [] : [primaryKey(resource)]),
    ...resource.identities
      .filter((identity) => !skipped.includes(identity.name))
      .map((identity) => identityIndex(resource, postgres, identity)),
    ...postgres.customIndexes.map((index) => customIndex(resource, postgres, index)),
    ...postgres.references.flatMap((reference) => referenceIndex(resource, reference)),
    ...postgres.statements.flatMap((statement) => statementIndexes(resource, postgres, statement)),
  ];
});

function primaryKey(resource: Resource): TableIndex | undefined {
  const fields = columnsOf(resource, resource.primaryKey);
  if (fields === undefined) return undefined;
  return createIndex(resource, { origin: 'primary_key', fields, unique: true });
}

function identityIndex(resource: Resource, postgres: Postgres, identity: Identity): TableIndex | undefined {
  const keys = identity.keys === undefined ? undefined : columnsOf(resource, identity.keys);
  const fields = keys === undefined ? undefined : withTenant(resource, keys, identity.allTenants);
  if (fields === undefined) return undefined;
  const sql = postgres.keywords.get('identity_wheres_to_sql')?.get(identity.name);
  return createIndex(resource, {
    origin: 'identity',
    name: identity.name,
    fields,
    unique: true,
    nullsDistinct: identity.nilsDistinct,
    partial: identity.where !== undefined,
    where: sql?.kind === 'string' ? sql.value : undefined,
    baseFilter: hasBaseFilter(resource),
    at: identity.declaration,
  });
}

function customIndex(resource: Resource, postgres: Postgres, index: CustomIndex): TableIndex | undefined {
  const fields = index.fields === undefined ? undefined : withTenant(resource, index.fields, index.allTenants);
  if (fields === undefined || index.unique === undefined) return undefined;
  return createIndex(resource, {
    origin: 'custom_index',
    name: index.name,
    fields,
    unique: index.unique,
    nullsDistinct: index.nullsDistinct,
    method: index.using ?? 'btree',
    include: index.include,
    partial: index.hasWhere,
    where: index.where,
    baseFilter: postgres.baseFilterSql !== undefined,
    at: index.declaration,
  });
}

function referenceIndex(resource: Resource, reference: Reference): (TableIndex | undefined)[] {
  if (reference.index === false || reference.ignore === true) return [];
  const relationship = resource.relationships.find((candidate) => candidate.name === reference.relationship);
  const attribute = relationship?.kind === 'belongs_to' ? relationship.sourceAttribute : undefined;
  const own = attribute === undefined ? undefined : columnsOf(resource, [attribute]);
  const fields = own === undefined ? undefined : withTenant(resource, own, false);
  if (fields === undefined || reference.index === undefined) return [undefined];
  const { indexWhere } = reference;
  const isNotNil = indexWhere?.kind === 'atom' && indexWhere.name === 'not_nil';
  const index = createIndex(resource, {
    origin: 'reference',
    fields,
    unique: false,
    partial: indexWhere !== undefined,
    where: isNotNil
      ? `${own?.[0]?.name ?? ''} IS NOT NULL`
      : indexWhere?.kind === 'string'
        ? indexWhere.value
        : undefined,
    at: reference.declaration,
  });
  return [index];
}

function statementIndexes(resource: Resource, postgres: Postgres, statement: Statement): (TableIndex | undefined)[] {
  if (statement.up === undefined) return [undefined];
  const indexes = parseIndexes(statement.up);
  if (indexes.length === 0 && mentionsIndex(statement.up)) return [undefined];
  return indexes
    .filter((index) => index.table === postgres.table)
    .map((index) =>
      createIndex(resource, {
        ...index,
        origin: 'statement',
        partial: index.where !== undefined,
        at: statement.declaration,
      }),
    );
}

function hasBaseFilter(resource: Resource): boolean {
  return resource.baseFilter !== undefined || resource.postgres?.baseFilterSql !== undefined;
}

/** Names of attributes as columns; a calculation becomes an expression. Undefined when a column is not known. */
function columnsOf(resource: Resource, names: readonly string[]): IndexField[] | undefined {
  const fields = names.map((name): IndexField | undefined => {
    if (resource.calculations.some((calculation) => calculation.name === name)) return { name, sql: true };
    const column = columnOf(resource, name);
    return column === undefined ? undefined : { name: column, sql: false };
  });
  return fields.every((field) => field !== undefined) ? fields : undefined;
}

/** Ash puts the tenant's column in front unless the index spans all tenants. */
function withTenant(
  resource: Resource,
  fields: readonly IndexField[],
  allTenants: boolean | undefined,
): readonly IndexField[] | undefined {
  const tenant = tenantColumnOf(resource);
  if (tenant === undefined || allTenants === true) return fields;
  if (allTenants === undefined) return undefined;
  return [{ name: tenant, sql: false }, ...fields.filter((field) => field.sql || field.name !== tenant)];
}

export type IndexFacts = Pick<TableIndex, 'origin' | 'fields' | 'unique'> &
  Partial<Omit<TableIndex, 'tenant' | 'resource'>>;

/** Fills in what an index has when nothing else is written. */
export function createIndex(resource: Resource, facts: IndexFacts): TableIndex {
  const tenant = tenantColumnOf(resource);
  const [first] = facts.fields;
  const isLedByTenant = first !== undefined && !first.sql && first.name === tenant && facts.fields.length > 1;
  return {
    name: undefined,
    nullsDistinct: true,
    method: 'btree',
    include: [],
    partial: false,
    where: undefined,
    baseFilter: false,
    at: undefined,
    ...facts,
    tenant: isLedByTenant ? tenant : undefined,
    resource,
  };
}
