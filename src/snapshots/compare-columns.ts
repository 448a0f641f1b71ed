import { causeOf, type CurrentTable } from './current.ts';
import type { Difference, FieldDifference } from './difference.ts';
import { differingFields, type ComparedField } from './equality.ts';
import {
  isUnknown,
  type PartialAttribute,
  type PartialReference,
  type Snapshot,
  type SnapshotAttribute,
  type SnapshotMultitenancy,
} from './snapshot.ts';

const columnFields: readonly (ComparedField<PartialAttribute> & { readonly field: string })[] = [
  { name: 'type', field: 'type', of: ({ type }) => type },
  { name: 'size', field: 'type', of: ({ size }) => size },
  { name: 'precision', field: 'type', of: ({ precision }) => precision },
  { name: 'scale', field: 'type', of: ({ scale }) => scale },
  { name: 'default', field: 'default', of: (attribute) => attribute.default },
  { name: 'allow_nil?', field: 'allowNil', of: ({ allowNil }) => allowNil },
  { name: 'primary_key?', field: 'primaryKey', of: ({ primaryKey }) => primaryKey },
  { name: 'generated?', field: 'generated', of: ({ generated }) => generated },
];

/** Columns and foreign keys (migration_generator.ex, `attribute_operations/4`). */
export function compareColumns(table: CurrentTable, latest: Snapshot, mayBeGone: boolean): Difference[] {
  const { attributes } = table.snapshot;
  const stored = new Map(latest.attributes.map((attribute, index) => [attribute.source, { attribute, index }]));
  const added = attributes.filter(({ source }) => !stored.has(source));
  const own = new Set(attributes.map(({ source }) => source));
  const removed = mayBeGone ? latest.attributes.filter(({ source }) => !own.has(source)) : [];
  const changed = attributes.flatMap((attribute) => {
    const before = stored.get(attribute.source);
    return before === undefined ? [] : compareColumn(table, attribute, before.attribute, before.index);
  });
  const renamed = renameOf(table, added, removed, latest);
  if (renamed !== undefined) return [renamed, ...changed];
  return [
    ...added.map((attribute) => addition(table, attribute)),
    ...removed.map(({ source }): Difference => {
      const index = latest.attributes.findIndex((attribute) => attribute.source === source);
      return gone('column', source, ['attributes', index, 'source']);
    }),
    ...changed,
  ];
}

function addition(table: CurrentTable, { source }: PartialAttribute): Difference {
  const at = causeOf(table, 'attributes', source);
  return { kind: 'column', change: 'added', name: source, fields: [], at, stored: undefined };
}

export function gone(kind: Difference['kind'], name: string, stored: Difference['stored']): Difference {
  return { kind, change: 'removed', name, fields: [], at: undefined, stored };
}

/** One column went and one of the same type came: the generator asks whether that is a rename. */
function renameOf(
  table: CurrentTable,
  added: readonly PartialAttribute[],
  removed: readonly SnapshotAttribute[],
  latest: Snapshot,
): Difference | undefined {
  const [[now], [before]] = [added, removed];
  if (added.length !== 1 || removed.length !== 1 || now === undefined || before === undefined) return undefined;
  if (isUnknown(now.type) || JSON.stringify(now.type) !== JSON.stringify(before.type)) return undefined;
  return {
    kind: 'column',
    change: 'renamed',
    name: now.source,
    before: before.source,
    fields: [],
    at: causeOf(table, 'attributes', now.source),
    stored: ['attributes', latest.attributes.indexOf(before), 'source'],
  };
}

function compareColumn(
  table: CurrentTable,
  attribute: PartialAttribute,
  before: SnapshotAttribute,
  index: number,
): Difference[] {
  const fields = differingFields(attribute, before, columnFields);
  return [
    ...fields.map((field): Difference => {
      const { field: path = field.name } = columnFields.find(({ name }) => name === field.name) ?? {};
      return {
        kind: 'column',
        change: 'changed',
        name: attribute.source,
        fields: [field],
        at: causeOf(table, 'attributes', attribute.source, path),
        stored: ['attributes', index, field.name],
      };
    }),
    ...compareReferences(table, attribute, before, index),
  ];
}

const strategyOf = (value: unknown): unknown => {
  const { strategy, attribute } = value as SnapshotMultitenancy;
  return { strategy, attribute: strategy === 'attribute' ? attribute : null };
};

/** Old files say nothing of some options, and the repo's schema is `public` where none is named. */
const referenceFields: readonly (ComparedField<PartialReference> & { readonly field: string })[] = [
  { name: 'name', field: 'name', of: ({ name }) => name },
  { name: 'table', field: 'table', of: ({ table }) => table },
  { name: 'schema', field: 'schema', of: ({ schema }) => schema, same: (value) => value ?? 'public' },
  { name: 'destination_attribute', field: 'destinationAttribute', of: ({ destinationAttribute: key }) => key },
  { name: 'on_delete', field: 'onDelete', of: ({ onDelete }) => onDelete },
  { name: 'on_update', field: 'onUpdate', of: ({ onUpdate }) => onUpdate },
  { name: 'deferrable', field: 'deferrable', of: ({ deferrable }) => deferrable, same: (value) => value ?? false },
  { name: 'index?', field: 'index', of: ({ index }) => index, same: (value) => value ?? false },
  { name: 'index_where', field: 'indexWhere', of: ({ index, indexWhere }) => (index === true ? indexWhere : null) },
  {
    name: 'match_tenant?',
    field: 'matchTenant',
    of: ({ matchTenant }) => matchTenant,
    same: (value) => value ?? false,
  },
  { name: 'match_type', field: 'matchType', of: ({ matchType }) => matchType },
  { name: 'match_with', field: 'matchWith', of: ({ matchWith }) => matchWith },
  { name: 'multitenancy', field: 'multitenancy', of: ({ multitenancy }) => multitenancy, same: strategyOf },
];

function compareReferences(
  table: CurrentTable,
  { source, references }: PartialAttribute,
  before: SnapshotAttribute,
  index: number,
): Difference[] {
  if (isUnknown(references)) return [];
  const at = causeOf(table, 'attributes', source, 'references');
  const make = (change: Difference['change'], fields: readonly FieldDifference[]): Difference => ({
    kind: 'reference',
    change,
    name: source,
    fields,
    at,
    stored: ['attributes', index, 'references'],
  });
  if (references === null || before.references === null) {
    if (references === before.references) return [];
    return [make(references === null ? 'removed' : 'added', [])];
  }
  return differingFields(references, before.references, referenceFields).map((field): Difference => {
    const { field: path = field.name } = referenceFields.find(({ name }) => name === field.name) ?? {};
    return {
      ...make('changed', [field]),
      at: causeOf(table, 'attributes', source, 'references', path),
      stored: ['attributes', index, 'references', field.name],
    };
  });
}
