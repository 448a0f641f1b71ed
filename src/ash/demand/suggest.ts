import { findForeignKeys } from '../foreign-key.ts';
import type { Project } from '../project.ts';
import type { Resource } from '../model.ts';
import type { Access, SortedColumn } from './access.ts';
import type { IndexedField, StandingTable } from './facts.ts';
import { serves } from './index-serves.ts';
import type { ResourceQuery } from './queries-of.ts';
import { quoted } from './sql-names.ts';
import { wantedIndex, type WantedIndex } from './wanted-index.ts';

/** An index that queries want and that no standing one stands in for, as a resource would declare it. */
export interface Suggestion {
  readonly resource: Resource;
  /** Without the tenant's column, which AshPostgres puts in front unless it spans all tenants. */
  readonly fields: readonly IndexedField[];
  readonly where: string | undefined;
  readonly using: string | undefined;
  readonly allTenants: boolean;
  /** The belongs_to whose reference makes it; otherwise it is a custom index. */
  readonly reference: string | undefined;
  /** The query that asks for it. */
  readonly query: ResourceQuery;
}

/** Something that hinders a suggestion, to be told once. */
export interface Hindrance {
  readonly query: ResourceQuery;
  readonly reason: string;
}

export interface Suggestions {
  readonly suggestions: readonly Suggestion[];
  readonly hindered: readonly Hindrance[];
}

interface Asked {
  readonly wanted: WantedIndex;
  readonly query: ResourceQuery;
}

/** What the queries on a table lack. Larger ones are looked at first, since they serve what their first columns serve. */
export function suggestIndexes(
  project: Project,
  standing: StandingTable,
  queries: readonly ResourceQuery[],
): Suggestions {
  const [resource] = standing.resources;
  if (resource === undefined || standing.openBecause !== undefined) return { suggestions: [], hindered: [] };
  const ids = new Set(queries.map(({ id }) => id));
  // Where policies look at rows, hardly anybody reads without them.
  const asking = queries.filter(({ id }) => !ids.has(`${id.replace(/:(next|offset)$/, '')}:policies`));
  const uses = asking.flatMap((query) =>
    query.accesses.filter(({ table }) => isTable(table, standing)).map((access) => ({ query, access })),
  );
  const asked = uses.flatMap(({ query, access }): Asked[] => {
    const wanted = wantedIndex(access);
    return wanted === undefined ? [] : [{ wanted, query }];
  });
  const suggestions: Suggestion[] = [];
  const alone = new Map<string, number>();
  for (const { wanted } of asked) {
    const [only, ...others] = wanted.telling;
    if (only !== undefined && others.length === 0) alone.set(only, (alone.get(only) ?? 0) + 1);
  }
  for (const { wanted: written, query } of asked.toSorted(bySize)) {
    const wanted = { ...written, keys: inUsefulOrder(written.keys, alone) };
    const tenant = standing.table.tenantColumn;
    const shapes = suggestions.map((each) => shapeOf(each, tenant));
    if ([...standing.indexes, ...shapes].some((index) => serves(index, wanted))) continue;
    const made = suggestionFor(project, standing, resource, wanted, query);
    if (made !== undefined && serves(shapeOf(made, tenant), wanted)) suggestions.push(made);
  }
  const special = specialSuggestions(standing, resource, uses);
  return { suggestions: [...suggestions, ...special.suggestions], hindered: special.hindered };
}

/** What others look up by alone goes first, so that one index serves them as well. */
function inUsefulOrder(keys: readonly string[], alone: ReadonlyMap<string, number>): string[] {
  return keys.toSorted((a, b) => (alone.get(b) ?? 0) - (alone.get(a) ?? 0));
}

function isTable(table: StandingTable['table'], standing: StandingTable): boolean {
  return table.name === standing.table.name && table.schema === standing.table.schema;
}

/** Of two alike, the one for all tenants serves each of them as well. */
function bySize(a: Asked, b: Asked): number {
  const isOfTenant = ({ wanted: { access } }: Asked): boolean => access.equal.has(access.table.tenantColumn ?? '');
  return sizeOf(b.wanted) - sizeOf(a.wanted) || Number(isOfTenant(a)) - Number(isOfTenant(b));
}

function sizeOf({ keys, sort, range, constants }: WantedIndex): number {
  return keys.length + sort.length + (range === undefined ? 0 : 1) - (constants.length > 0 ? 0.5 : 0);
}

/** With the tenant's column in front, as AshPostgres makes it. */
function shapeOf(
  { fields, where, using, allTenants }: Suggestion,
  tenant: string | undefined,
): Pick<StandingTable['indexes'][number], 'fields' | 'method' | 'where'> {
  const own =
    tenant === undefined || allTenants ? fields : [column(tenant), ...fields.filter(({ name }) => name !== tenant)];
  return { fields: own, where, method: using ?? 'btree' };
}

function column(name: string): IndexedField {
  return { name, sql: false, order: undefined };
}

function suggestionFor(
  project: Project,
  standing: StandingTable,
  resource: Resource,
  wanted: WantedIndex,
  query: ResourceQuery,
): Suggestion | undefined {
  const { access, keys, sort, range, constants } = wanted;
  const tenant = standing.table.tenantColumn;
  const isOfTenant = tenant !== undefined && access.equal.has(tenant);
  const fields = [...keys.map(column), ...sortFields(sort), ...(range === undefined ? [] : [column(range)])];
  if (fields.length === 0 && tenant !== undefined) fields.push(column(tenant));
  const where = constants.length === 0 ? undefined : constants.join(' AND ');
  const base = { resource, fields, where, using: undefined, allTenants: tenant !== undefined && !isOfTenant, query };
  const [only, ...others] = fields;
  const isPlain =
    only !== undefined && others.length === 0 && where === undefined && !base.allTenants && only.order === undefined;
  const reference = isPlain ? referenceOf(project, standing, only.name) : undefined;
  // AshPostgres adds the base filter to custom indexes, and what PostgreSQL asks of a foreign key knows none.
  const hasBaseFilter = standing.resources.some(({ postgres }) => postgres?.baseFilterSql !== undefined);
  if (hasBaseFilter && reference === undefined && query.sql.startsWith('SELECT 1 FROM ONLY')) return undefined;
  return { ...base, resource: reference?.resource ?? resource, reference: reference?.relationship };
}

/** Rows in one direction are read by an index in the other one as well, so that most need none. */
function sortFields(sort: readonly SortedColumn[]): IndexedField[] {
  const isUniform = sort.every(({ descending, nulls }) => descending === sort[0]?.descending && nulls === undefined);
  return sort.map(({ column: name, descending, nulls }) => {
    const direction = descending ? 'DESC' : 'ASC';
    const order = isUniform ? undefined : nulls === undefined ? direction : `${direction} NULLS ${nulls.toUpperCase()}`;
    return { name, sql: false, order };
  });
}

/** The belongs_to over a column whose reference is not written yet, so that a line can say it. */
function referenceOf(
  project: Project,
  { resources }: StandingTable,
  name: string,
): { readonly resource: Resource; readonly relationship: string } | undefined {
  for (const resource of resources) {
    const key = findForeignKeys(project, resource).find((each) => each.column === name);
    if (key !== undefined && key.reference === undefined && key.relationship.origin.kind === 'declared')
      return { resource, relationship: key.relationship.name };
  }
  return undefined;
}

interface Use {
  readonly query: ResourceQuery;
  readonly access: Access;
}

/** Indexes of other kinds: for texts inside texts, arrays and documents, and expressions. */
function specialSuggestions(standing: StandingTable, resource: Resource, uses: readonly Use[]): Suggestions {
  const suggestions: Suggestion[] = [];
  const hindered: Hindrance[] = [];
  const add = (query: ResourceQuery, sql: string, using: string | undefined, name: string): void => {
    const isThere = [...standing.indexes, ...suggestions].some(({ fields }) =>
      fields.some((field) => isSame(field, sql, name)),
    );
    const allTenants = standing.table.tenantColumn !== undefined && using === 'gin';
    const field: IndexedField = { name: sql, sql: sql !== name, order: undefined };
    if (!isThere)
      suggestions.push({ resource, fields: [field], where: undefined, using, allTenants, reference: undefined, query });
  };
  for (const { query, access } of uses) {
    for (const [name, { how }] of access.search) {
      if (how === 'prefix') add(query, `${plainName(name)} text_pattern_ops`, undefined, name);
      else if (standing.extensions?.includes('pg_trgm') === true)
        add(query, `${plainName(name)} gin_trgm_ops`, 'gin', name);
      else if (standing.extensions !== undefined && !hindered.some((each) => each.query === query)) {
        const reason = `an index for texts inside of \`${name}\` needs the extension \`pg_trgm\`, which the repository does not install`;
        hindered.push({ query, reason });
      }
    }
    for (const name of access.overlap) add(query, name, 'gin', name);
    if (wantedIndex(access)?.telling.length === undefined || wantedIndex(access)?.telling.length === 0)
      for (const sql of access.expressions) add(query, `(${sql})`, undefined, sql);
  }
  return { suggestions, hindered };
}

function plainName(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : quoted(name);
}

/** A standing index on the same expression, however it is written, or of the same operator class. */
function isSame({ name, sql }: IndexedField, wanted: string, column: string): boolean {
  const bare = (text: string): string => text.replaceAll(/["()\s]/g, '').toLowerCase();
  return sql ? bare(name) === bare(wanted) || bare(name) === bare(column) : wanted === column && name === column;
}
