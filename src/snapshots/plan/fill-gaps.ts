import { addTo } from '../../base/multi-map.ts';
import { printNames } from '../../base/names.ts';
import type { CurrentTable } from '../current.ts';
import { noMultitenancy } from './table-pair.ts';
import {
  isUnknown,
  type Known,
  type PartialAttribute,
  type PartialCheck,
  type PartialIdentity,
  type PartialIndex,
  type PartialReference,
  type PartialStatement,
  type Snapshot,
  type SnapshotAttribute,
  type SnapshotCheck,
  type SnapshotIdentity,
  type SnapshotIndex,
  type SnapshotReference,
  type SnapshotStatement,
} from '../snapshot.ts';

/** A part of a table that the text does not decide. */
export interface Gap {
  /** As `causeOf` takes it. */
  readonly path: readonly (string | number)[];
  /** A sentence that says what is not known and what is assumed. */
  readonly reason: string;
}

export interface FilledTable {
  readonly snapshot: Snapshot;
  readonly gaps: readonly Gap[];
}

/**
 * Makes a whole snapshot of what is known of a table: what is not known stays as it was written last, and what is new
 * gets the value that Ash would give it by default. Where there may be more than the text tells, nothing goes away.
 */
export function fillGaps(table: CurrentTable, latest: Snapshot | undefined): FilledTable {
  const found = known.get(table);
  if (found !== undefined && found.latest === latest) return found.filled;
  const filled = fill(table, latest);
  known.set(table, { latest, filled });
  return filled;
}

/** A table is the same object for as long as its resources say the same. */
const known = new WeakMap<CurrentTable, { readonly latest: Snapshot | undefined; readonly filled: FilledTable }>();

function fill(
  { snapshot, openBecause, keyChoices: [firstKey] }: CurrentTable,
  latest: Snapshot | undefined,
): FilledTable {
  const found: FoundGap[] = [];
  const own = filler(found, []);
  const [open] = openBecause;
  const remaining = <T>(before: readonly T[] | undefined, isIn: (item: T) => boolean): readonly T[] =>
    open === undefined ? [] : (before ?? []).filter((item) => !isIn(item));
  const named = <T extends { readonly name: string }>(before: readonly T[] | undefined, name: string): T | undefined =>
    before?.find((item) => item.name === name);
  const settled: Snapshot = {
    table: snapshot.table,
    schema: own('schema', snapshot.schema, latest?.schema, null),
    repo: snapshot.repo,
    attributes: snapshot.attributes.map((attribute) =>
      settleAttribute(
        // The plan asks which key it is, and goes on with the first one where nobody answers.
        firstKey === undefined ? attribute : { ...attribute, primaryKey: firstKey.includes(attribute.source) },
        latest?.attributes.find(({ source }) => source === attribute.source),
        found,
      ),
    ),
    identities: snapshot.identities.map((identity) =>
      settleIdentity(identity, named(latest?.identities, identity.name), snapshot.table, found),
    ),
    customIndexes: snapshot.customIndexes.map((index, position) =>
      settleIndex(index, position, findIndex(latest, index, position), found),
    ),
    customStatements: snapshot.customStatements.map((statement) =>
      settleStatement(statement, named(latest?.customStatements, statement.name), found),
    ),
    checkConstraints: snapshot.checkConstraints.map((check) =>
      settleCheck(check, named(latest?.checkConstraints, check.name), found),
    ),
    multitenancy: own('multitenancy', snapshot.multitenancy, latest?.multitenancy, noMultitenancy),
    baseFilter: own('baseFilter', snapshot.baseFilter, latest?.baseFilter, null),
    hasCreateAction: own('hasCreateAction', snapshot.hasCreateAction, latest?.hasCreateAction, true),
    createTableOptions: own('createTableOptions', snapshot.createTableOptions, latest?.createTableOptions, null),
    dropTableOptedOut: false,
  };
  const isNamed = (items: readonly { readonly name: string }[]) => (item: { readonly name: string }) =>
    items.some(({ name }) => name === item.name);
  const kept: Snapshot = {
    ...settled,
    attributes: [
      ...settled.attributes,
      ...remaining(latest?.attributes, (item) => settled.attributes.some(({ source }) => source === item.source)),
    ],
    identities: [...settled.identities, ...remaining(latest?.identities, isNamed(settled.identities))],
    customIndexes: [
      ...settled.customIndexes,
      ...remaining(latest?.customIndexes, (item) =>
        settled.customIndexes.some((other) => JSON.stringify(other) === JSON.stringify(item)),
      ),
    ],
    customStatements: [
      ...settled.customStatements,
      ...remaining(latest?.customStatements, isNamed(settled.customStatements)),
    ],
    checkConstraints: [
      ...settled.checkConstraints,
      ...remaining(latest?.checkConstraints, isNamed(settled.checkConstraints)),
    ],
  };
  const more: Gap[] =
    open === undefined
      ? []
      : [{ path: ['table'], reason: `There may be more than is planned here: ${open}. Nothing was taken away.` }];
  return { snapshot: kept, gaps: [...more, ...toGaps(found)] };
}

type Filler = <T>(field: string, value: Known<T>, before: T | undefined, fallback: T) => T;

/** Takes a known value, else the one from before, else a fallback, and notes the gap. */
function filler(found: FoundGap[], of: readonly (string | number)[]): Filler {
  return (field, value, before, fallback) => {
    if (!isUnknown(value)) return value;
    found.push({ of, field, why: value.unknown, isKept: before !== undefined });
    return before ?? fallback;
  };
}

interface FoundGap {
  readonly of: readonly (string | number)[];
  readonly field: string;
  readonly why: string;
  readonly isKept: boolean;
}

/** One sentence for what is not known of a thing for one reason. */
function toGaps(found: readonly FoundGap[]): Gap[] {
  const groups = new Map<string, FoundGap[]>();
  for (const gap of found) addTo(groups, JSON.stringify([gap.of, gap.why, gap.isKept]), gap);
  return [...groups.values()].flatMap((gaps): Gap[] => {
    const [first] = gaps;
    if (first === undefined) return [];
    const one = gaps.length === 1;
    const names = printNames(gaps.map(({ field }) => optionName(field)));
    const kept = one ? 'it was left as it is' : 'they were left as they are';
    const done = first.isKept ? kept : `${one ? 'it was' : 'they were'} assumed`;
    const reason = `${names} ${one ? 'is' : 'are'} not known, since ${first.why}; ${done}.`;
    return [{ path: one ? [...first.of, first.field] : first.of, reason }];
  });
}

const flags = new Set([
  ...['allowNil', 'primaryKey', 'generated', 'index', 'matchTenant', 'allTenants', 'nilsDistinct'],
  ...['includeBaseFilter', 'code', 'global'],
]);

/** The key that snapshot files have for it: `allow_nil?`. */
function optionName(field: string): string {
  const name = field.replace(/([A-Z])/g, (letter) => `_${letter.toLowerCase()}`);
  return flags.has(field) ? `${name}?` : name;
}

function settleAttribute(
  attribute: PartialAttribute,
  before: SnapshotAttribute | undefined,
  found: FoundGap[],
): SnapshotAttribute {
  const { source } = attribute;
  const fill = filler(found, ['attributes', source]);
  const references: PartialReference | null = fill('references', attribute.references, before?.references, null);
  return {
    source,
    type: fill('type', attribute.type, before?.type, 'text'),
    size: fill('size', attribute.size, before?.size, null),
    precision: fill('precision', attribute.precision, before?.precision, null),
    scale: fill('scale', attribute.scale, before?.scale, null),
    default: fill('default', attribute.default, before?.default, 'nil'),
    allowNil: fill('allowNil', attribute.allowNil, before?.allowNil, true),
    primaryKey: fill('primaryKey', attribute.primaryKey, before?.primaryKey, false),
    generated: fill('generated', attribute.generated, before?.generated, false),
    references:
      references === null ? null : settleReference(references, before?.references ?? undefined, source, found),
  };
}

function settleReference(
  reference: PartialReference,
  before: SnapshotReference | undefined,
  source: string,
  found: FoundGap[],
): SnapshotReference {
  const fill = filler(found, ['attributes', source, 'references']);
  return {
    name: fill('name', reference.name, before?.name, `${source}_fkey`),
    table: fill('table', reference.table, before?.table, source),
    schema: fill('schema', reference.schema, before?.schema, 'public'),
    destinationAttribute: fill(
      'destinationAttribute',
      reference.destinationAttribute,
      before?.destinationAttribute,
      'id',
    ),
    destinationAttributeDefault: fill(
      'destinationAttributeDefault',
      reference.destinationAttributeDefault,
      before?.destinationAttributeDefault,
      null,
    ),
    destinationAttributeGenerated: fill(
      'destinationAttributeGenerated',
      reference.destinationAttributeGenerated,
      before?.destinationAttributeGenerated,
      null,
    ),
    primaryKey: fill('primaryKey', reference.primaryKey, before?.primaryKey, true),
    onDelete: fill('onDelete', reference.onDelete, before?.onDelete, null),
    onUpdate: fill('onUpdate', reference.onUpdate, before?.onUpdate, null),
    deferrable: fill('deferrable', reference.deferrable, before?.deferrable, false),
    index: fill('index', reference.index, before?.index, false),
    indexWhere: fill('indexWhere', reference.indexWhere, before?.indexWhere, null),
    matchTenant: fill('matchTenant', reference.matchTenant, before?.matchTenant, false),
    matchType: fill('matchType', reference.matchType, before?.matchType, null),
    matchWith: fill('matchWith', reference.matchWith, before?.matchWith, null),
    multitenancy: fill('multitenancy', reference.multitenancy, before?.multitenancy, noMultitenancy),
  };
}

function settleIdentity(
  identity: PartialIdentity,
  before: SnapshotIdentity | undefined,
  table: string,
  found: FoundGap[],
): SnapshotIdentity {
  const { name } = identity;
  const fill = filler(found, ['identities', name]);
  return {
    name,
    keys: fill('keys', identity.keys, before?.keys, []),
    where: fill('where', identity.where, before?.where, null),
    baseFilter: fill('baseFilter', identity.baseFilter, before?.baseFilter, null),
    allTenants: fill('allTenants', identity.allTenants, before?.allTenants, false),
    nilsDistinct: fill('nilsDistinct', identity.nilsDistinct, before?.nilsDistinct, true),
    indexName: fill('indexName', identity.indexName, before?.indexName, `${table}_${name}_index`),
    ...(identity.ofKey === true ? { ofKey: true } : {}),
  };
}

/** Indexes have no name to be told apart by: the same fields, or else the same place. */
function findIndex(latest: Snapshot | undefined, index: PartialIndex, position: number): SnapshotIndex | undefined {
  const fields = JSON.stringify(index.fields);
  const own = latest?.customIndexes.find((other) => JSON.stringify(other.fields) === fields);
  return own ?? (isUnknown(index.fields) ? latest?.customIndexes[position] : undefined);
}

function settleIndex(
  index: PartialIndex,
  position: number,
  before: SnapshotIndex | undefined,
  found: FoundGap[],
): SnapshotIndex {
  const fill = filler(found, ['customIndexes', position]);
  return {
    fields: fill('fields', index.fields, before?.fields, []),
    name: fill('name', index.name, before?.name, null),
    unique: fill('unique', index.unique, before?.unique, false),
    concurrently: fill('concurrently', index.concurrently, before?.concurrently, false),
    using: fill('using', index.using, before?.using, null),
    prefix: fill('prefix', index.prefix, before?.prefix, null),
    table: index.table,
    where: fill('where', index.where, before?.where, null),
    include: fill('include', index.include, before?.include, null),
    nullsDistinct: fill('nullsDistinct', index.nullsDistinct, before?.nullsDistinct, true),
    message: fill('message', index.message, before?.message, null),
    errorFields: fill('errorFields', index.errorFields, before?.errorFields, []),
    allTenants: fill('allTenants', index.allTenants, before?.allTenants, false),
    includeBaseFilter: fill('includeBaseFilter', index.includeBaseFilter, before?.includeBaseFilter, true),
  };
}

function settleStatement(
  statement: PartialStatement,
  before: SnapshotStatement | undefined,
  found: FoundGap[],
): SnapshotStatement {
  const fill = filler(found, ['customStatements', statement.name]);
  return {
    name: statement.name,
    up: fill('up', statement.up, before?.up, ''),
    down: fill('down', statement.down, before?.down, ''),
    code: fill('code', statement.code, before?.code, false),
    global: fill('global', statement.global, before?.global, false),
    afterTables: fill('afterTables', statement.afterTables, before?.afterTables, []),
  };
}

function settleCheck(check: PartialCheck, before: SnapshotCheck | undefined, found: FoundGap[]): SnapshotCheck {
  const fill = filler(found, ['checkConstraints', check.name]);
  return {
    name: check.name,
    attribute: fill('attribute', check.attribute, before?.attribute, []),
    check: fill('check', check.check, before?.check, 'true'),
    baseFilter: fill('baseFilter', check.baseFilter, before?.baseFilter, null),
  };
}
