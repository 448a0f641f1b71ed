import type { CandidateIndex, DemandedTable, Origin } from '../ash/demand/demand.ts';
import type { IndexedField, StandingIndex } from '../ash/demand/facts.ts';
import type { Suggestion } from '../ash/demand/suggest.ts';
import type { Resource } from '../ash/model.ts';
import { ectoIndexName } from '../ecto/index-name.ts';
import { printString } from '../elixir/print.ts';
import type { Place } from '../snapshots/plan/change.ts';
import { createCustomIndex, createReferenceIndex } from '../snapshots/plan/render/index-operation.ts';
import type { SnapshotIndex, SnapshotIndexField, SnapshotMultitenancy } from '../snapshots/snapshot.ts';
import { standingIndex } from './standing-indexes.ts';

export interface PrintedSuggestion {
  readonly index: StandingIndex;
  readonly declaration: NonNullable<CandidateIndex['declaration']>;
}

/** What to write into the resource, and the index that AshPostgres would make of that. */
export function printSuggestion(
  table: DemandedTable,
  resources: readonly Resource[],
  suggestion: Suggestion,
  origin: Origin,
  taken: ReadonlySet<string>,
): PrintedSuggestion {
  const { reference, fields, where, using, allTenants } = suggestion;
  const tenancy = tenancyOf(table);
  const place: Place = {
    table: table.name,
    schema: table.schema ?? null,
    multitenancy: tenancy,
    oldMultitenancy: tenancy,
  };
  const [only] = fields;
  if (reference !== undefined && only !== undefined) {
    const operation = createReferenceIndex(only.name, null, place, tenancy);
    if (operation.kind === 'create-index') {
      const code = `reference :${reference}, index?: true`;
      return { index: standingIndex(operation, origin), declaration: { block: 'postgres.references', code } };
    }
  }
  const name = nameFor(table, fields, allTenants, where, taken);
  const index: SnapshotIndex = {
    ...plainIndex,
    fields: fields.map(keyOf),
    name: name ?? null,
    using: using ?? null,
    where: where ?? null,
    allTenants,
  };
  const baseFilter = resources.map(({ postgres }) => postgres?.baseFilterSql).find((sql) => sql !== undefined) ?? null;
  const operation = createCustomIndex(index, baseFilter, place, tenancy);
  const options = [
    ...(name === undefined ? [] : [`name: ${printString(name)}`]),
    ...(using === undefined ? [] : [`using: ${printString(using)}`]),
    ...(where === undefined ? [] : [`where: ${printString(where)}`]),
    ...(allTenants ? ['all_tenants?: true'] : []),
  ];
  const code = [`index [${fields.map(printField).join(', ')}]`, ...options].join(', ');
  if (operation.kind !== 'create-index') throw new Error('a custom index is made by another command');
  return { index: standingIndex(operation, origin), declaration: { block: 'postgres.custom_indexes', code } };
}

const plainIndex: Omit<SnapshotIndex, 'fields'> = {
  name: null,
  unique: false,
  concurrently: false,
  using: null,
  prefix: null,
  table: null,
  where: null,
  include: null,
  nullsDistinct: true,
  message: null,
  errorFields: [],
  allTenants: false,
  includeBaseFilter: true,
};

function tenancyOf({ tenantColumn }: DemandedTable): SnapshotMultitenancy {
  if (tenantColumn === undefined) return { strategy: null, attribute: null, global: null };
  return { strategy: 'attribute', attribute: tenantColumn, global: null };
}

function keyOf({ name, sql, order }: IndexedField): SnapshotIndexField {
  if (order !== undefined) return { kind: 'string', value: `${columnText(name)} ${order}` };
  return { kind: sql ? 'string' : 'atom', value: name };
}

function columnText(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name}"`;
}

/** Older versions of AshPostgres know no direction of a field; SQL they all know. */
function printField(field: IndexedField): string {
  const key = keyOf(field);
  if (key.kind !== 'atom') return printString(key.value);
  return /^[a-z_]\w*[?!]?$/i.test(key.value) ? `:${key.value}` : `:${printString(key.value)}`;
}

/** AshPostgres' own name where that is a fit one: of plain columns, short enough, and not taken. */
function nameFor(
  { name: table, tenantColumn }: DemandedTable,
  fields: readonly IndexedField[],
  allTenants: boolean,
  where: string | undefined,
  taken: ReadonlySet<string>,
): string | undefined {
  const tenant = tenantColumn === undefined || allTenants ? [] : [tenantColumn];
  const own = fields.map(({ name }) => name).filter((name) => !tenant.includes(name));
  const usual = ectoIndexName(table, [...tenant, ...own]);
  const isPlain = fields.every(({ sql, order }) => !sql && order === undefined) && where === undefined;
  if (isPlain && usual.length <= 63 && !taken.has(usual)) return undefined;
  const words = fields.flatMap(({ name }) => name.match(/[a-z0-9_]+/gi) ?? []).map((word) => word.toLowerCase());
  const base = [
    table,
    ...words.map((word) => word.replace(/^gin_trgm_ops$/, 'trgm').replace(/^text_pattern_ops$/, 'prefix')),
  ];
  const short = base.join('_').slice(0, 50).replace(/_+$/, '');
  const candidates = [
    `${short}_index`,
    ...(where === undefined ? [] : [`${short}_part_index`]),
    `${short}_2_index`,
    `${short}_3_index`,
  ];
  return candidates.find((candidate) => !taken.has(candidate)) ?? `${short}_4_index`;
}
