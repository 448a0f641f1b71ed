import { causeOf, type CurrentTable } from './current.ts';
import { gone } from './compare-columns.ts';
import type { Difference } from './difference.ts';
import { keyIdentityName } from './key-identities.ts';
import { differingFields, type ComparedField } from './equality.ts';
import {
  isUnknown,
  type PartialIdentity,
  type PartialIndex,
  type PartialStatement,
  type PartialCheck,
  type Snapshot,
  type SnapshotIdentity,
  type SnapshotIndexField,
  type SnapshotMultitenancy,
} from './snapshot.ts';

const identityFields: readonly (ComparedField<PartialIdentity> & { readonly field: string })[] = [
  { name: 'keys', field: 'keys', of: ({ keys }) => (isUnknown(keys) ? keys : keys.map(({ value }) => value)) },
  { name: 'where', field: 'where', of: ({ where }) => where },
  { name: 'base_filter', field: 'baseFilter', of: ({ baseFilter }) => baseFilter },
  { name: 'all_tenants?', field: 'allTenants', of: ({ allTenants }) => allTenants },
  { name: 'nils_distinct?', field: 'nilsDistinct', of: ({ nilsDistinct }) => nilsDistinct },
  { name: 'index_name', field: 'indexName', of: ({ indexName }) => indexName },
];

/** Identities (`identities_match?/2`); a name of the index alone that differs is a rename of it. */
export function compareIdentities(table: CurrentTable, latest: Snapshot, mayBeGone: boolean): Difference[] {
  // What stands for another primary key is never equal to what was written: that it differs tells of no change.
  const identities = table.snapshot.identities.filter(({ ofKey }) => ofKey !== true);
  const stored = new Map(latest.identities.map((identity, index) => [identity.name, { identity, index }]));
  const own = new Set([
    ...table.snapshot.identities.map(({ name }) => name),
    ...table.keyChoices.map((key) => keyIdentityName(table.key.table, key)),
  ]);
  const differences = identities.flatMap((identity): Difference[] => {
    const { name } = identity;
    const before = stored.get(name);
    const at = causeOf(table, 'identities', name);
    if (before === undefined) return [{ kind: 'identity', change: 'added', name, fields: [], at, stored: undefined }];
    return changedIdentity(table, identity, before.identity, before.index);
  });
  const removed = latest.identities.flatMap(({ name }, index) =>
    mayBeGone && !own.has(name) ? [gone('identity', name, ['identities', index, 'name'])] : [],
  );
  return [...differences, ...removed, ...compareTenancy(table, latest)];
}

function changedIdentity(
  table: CurrentTable,
  identity: PartialIdentity,
  before: SnapshotIdentity,
  index: number,
): Difference[] {
  return differingFields(identity, before, identityFields).map((field) => {
    const { field: path = field.name } = identityFields.find(({ name }) => name === field.name) ?? {};
    return {
      kind: 'identity',
      change: 'changed',
      name: identity.name,
      fields: [field],
      at: causeOf(table, 'identities', identity.name, path),
      stored: ['identities', index, field.name],
    };
  });
}

/** All indexes that do not span tenants are made again when the tenants' column is another one. */
function compareTenancy(table: CurrentTable, latest: Snapshot): Difference[] {
  const { multitenancy, identities, customIndexes } = table.snapshot;
  if (isUnknown(multitenancy)) return [];
  const columnOf = ({ strategy, attribute }: SnapshotMultitenancy): string | null =>
    strategy === 'attribute' ? attribute : null;
  const [now, before] = [columnOf(multitenancy), columnOf(latest.multitenancy)];
  const isAffected = [...identities, ...customIndexes].some(({ allTenants }) => allTenants === false);
  if (now === before || !isAffected) return [];
  const fields = [{ name: 'multitenancy', now: now ?? 'nothing', before: before ?? 'nothing' }];
  const at = causeOf(table, 'multitenancy');
  return [{ kind: 'identity', change: 'changed', name: 'multitenancy', fields, at, stored: ['multitenancy'] }];
}

const printField = (field: SnapshotIndexField): string =>
  field.kind === 'directed' ? `${field.order}:${field.value}` : field.value;

const emptyAsNull = (value: unknown): unknown => (Array.isArray(value) && value.length === 0 ? null : value);

const indexFields: readonly (ComparedField<PartialIndex> & { readonly field: string })[] = [
  { name: 'fields', field: 'fields', of: ({ fields }) => (isUnknown(fields) ? fields : fields.map(printField)) },
  { name: 'unique', field: 'unique', of: ({ unique }) => unique },
  { name: 'where', field: 'where', of: ({ where }) => where },
  { name: 'using', field: 'using', of: ({ using }) => using },
  { name: 'include', field: 'include', of: ({ include }) => include, same: emptyAsNull },
  { name: 'nulls_distinct', field: 'nullsDistinct', of: ({ nullsDistinct }) => nullsDistinct },
  { name: 'concurrently', field: 'concurrently', of: ({ concurrently }) => concurrently },
  { name: 'prefix', field: 'prefix', of: ({ prefix }) => prefix },
  { name: 'message', field: 'message', of: ({ message }) => message },
  { name: 'all_tenants?', field: 'allTenants', of: ({ allTenants }) => allTenants },
  { name: 'include_base_filter?', field: 'includeBaseFilter', of: ({ includeBaseFilter }) => includeBaseFilter },
];

/** Custom indexes by the name that they have in the database (`custom_index_comparison_key/2`). */
export function compareCustomIndexes(table: CurrentTable, latest: Snapshot, mayBeGone: boolean): Difference[] {
  const { customIndexes, baseFilter } = table.snapshot;
  const names = customIndexes.map((index) => indexName(table.key.table, index));
  const stored = new Map(
    latest.customIndexes.map((index, position) => [indexName(latest.table, index), { index, position }]),
  );
  const differences = customIndexes.flatMap((index, position): Difference[] => {
    const name = names[position];
    if (name === undefined) return [];
    const before = stored.get(name);
    const at = causeOf(table, 'customIndexes', position);
    if (before === undefined) return [{ kind: 'index', change: 'added', name, fields: [], at, stored: undefined }];
    const fields = differingFields(index, before.index, indexFields);
    const hasFilter = index.includeBaseFilter === true && before.index.includeBaseFilter;
    if (hasFilter && !isUnknown(baseFilter) && baseFilter !== latest.baseFilter) {
      const [now, then] = [baseFilter ?? 'nothing', latest.baseFilter ?? 'nothing'];
      fields.push({ name: 'base_filter', now, before: then });
    }
    return fields.map((field) => {
      const { field: path } = indexFields.find(({ name: own }) => own === field.name) ?? {};
      return {
        kind: 'index',
        change: 'changed',
        name,
        fields: [field],
        at: path === undefined ? causeOf(table, 'baseFilter') : causeOf(table, 'customIndexes', position, path),
        stored: path === undefined ? ['base_filter'] : ['custom_indexes', before.position, field.name],
      };
    });
  });
  if (!mayBeGone || names.includes(undefined)) return differences;
  const removed = [...stored].flatMap(([name, { position }]) =>
    name === undefined || names.includes(name) ? [] : [gone('index', name, ['custom_indexes', position])],
  );
  return [...differences, ...removed];
}

/** The name in the database: as written, else Ecto's default. Undefined where that is not known. */
function indexName(table: string, { name, fields }: PartialIndex): string | undefined {
  if (isUnknown(name) || (name === null && isUnknown(fields))) return undefined;
  if (name !== null || isUnknown(fields)) return name ?? undefined;
  return [table, ...fields.map(({ value }) => value), 'index']
    .map((part) => part.replace(/[^\w]/g, '_').replace(/_+$/, ''))
    .join('_');
}

/** Check constraints (by name and SQL) and custom statements (by name, then by what they do). */
export function compareChecksAndStatements(table: CurrentTable, latest: Snapshot, mayBeGone: boolean): Difference[] {
  const { checkConstraints, customStatements } = table.snapshot;
  return [
    ...compareNamed<PartialCheck>(
      { kind: 'check', path: 'checkConstraints', file: 'check_constraints', fields: checkFields },
      { table, now: checkConstraints, before: latest.checkConstraints, mayBeGone },
    ),
    ...compareNamed<PartialStatement>(
      { kind: 'statement', path: 'customStatements', file: 'custom_statements', fields: statementFields },
      { table, now: customStatements, before: latest.customStatements, mayBeGone },
    ),
  ];
}

const checkFields: readonly ComparedField<PartialCheck>[] = [{ name: 'check', of: ({ check }) => check }];

const statementFields: readonly ComparedField<PartialStatement>[] = [
  { name: 'up', of: ({ up }) => up },
  { name: 'down', of: ({ down }) => down },
  { name: 'code?', of: ({ code }) => code },
];

interface NamedKind<Thing> {
  readonly kind: 'check' | 'statement';
  readonly path: string;
  readonly file: string;
  readonly fields: readonly ComparedField<Thing>[];
}

interface NamedThings<Thing> {
  readonly table: CurrentTable;
  readonly now: readonly Thing[];
  readonly before: readonly Thing[];
  readonly mayBeGone: boolean;
}

function compareNamed<Thing extends { readonly name: string }>(
  { kind, path, file, fields }: NamedKind<Thing>,
  { table, now, before, mayBeGone }: NamedThings<Thing>,
): Difference[] {
  const stored = new Map(before.map((thing, index) => [thing.name, { thing, index }]));
  const own = new Set(now.map(({ name }) => name));
  const differences = now.flatMap((thing): Difference[] => {
    const { name } = thing;
    const known = stored.get(name);
    const at = causeOf(table, path, name);
    if (known === undefined) return [{ kind, change: 'added', name, fields: [], at, stored: undefined }];
    return differingFields(thing, known.thing, fields).map((field) => ({
      kind,
      change: 'changed',
      name,
      fields: [field],
      at: causeOf(table, path, name, field.name.replace('?', '')),
      stored: [file, known.index, field.name],
    }));
  });
  const removed = before.flatMap(({ name }, index) =>
    mayBeGone && !own.has(name) ? [gone(kind, name, [file, index, 'name'])] : [],
  );
  return [...differences, ...removed];
}
