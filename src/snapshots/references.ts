import type { BelongsTo, Reference, Resource } from '../ash/model.ts';
import { asAtom, asBoolean, asString, asWrappedList, isNil, valueOf } from '../elixir/literal.ts';
import { findOption, type Declaration } from '../elixir/declaration.ts';
import type { Expr } from '../elixir/syntax.ts';
import type { PartContext } from './attributes.ts';
import { placeIn, placeOf } from './causes.ts';
import { multitenancyOf } from './multitenancy.ts';
import type { RepoFacts } from './repo-facts.ts';
import {
  isUnknown,
  type Known,
  type PartialReference,
  type SnapshotOnDelete,
  type SnapshotReferenceOf,
  type Unknown,
} from './snapshot.ts';
import { mapKnown, orUnknown, unknown } from './unknown.ts';
import { readPairs, written, writtenFlag } from './written.ts';

/**
 * The foreign key of a column: of the first belongs_to over it that has one (migration_generator.ex,
 * `find_reference/3`).
 */
export function referenceOf(context: PartContext, source: string): Known<PartialReference | null> {
  for (const relationship of context.resource.relationships) {
    if (relationship.kind !== 'belongs_to') continue;
    const column = columnOf(context.resource, relationship.sourceAttribute);
    if (column === undefined && relationship.sourceAttribute === undefined) {
      return unknown(`\`source_attribute\` of \`${relationship.name}\` is computed`);
    }
    if (column !== source) continue;
    const reference = ofRelationship(context, relationship, source);
    if (reference !== null) return reference;
  }
  return null;
}

function columnOf(resource: Resource, name: string | undefined): string | undefined {
  return resource.attributes.find((attribute) => attribute.name === name)?.source;
}

function ofRelationship(context: PartContext, relationship: BelongsTo, source: string): Known<PartialReference> | null {
  const { project, resource, options } = context;
  const meaning = project.find(relationship.destination, resource.path);
  const target = meaning?.resource;
  if (relationship.destination === undefined) return unknown(`the destination of \`${relationship.name}\` is computed`);
  if (meaning?.source.isBroken === true) return unknown(`the file of \`${meaning.source.name}\` has a syntax error`);
  if (target === undefined) return unknown(`\`${relationship.destination}\` is not in this project`);
  if (target.dataLayer !== 'AshPostgres.DataLayer') {
    return target.openBecause.length > 0 && target.dataLayer === undefined
      ? unknown(`the data layer of \`${target.module}\` is not known`)
      : null;
  }
  const [own, other] = [resource.postgres?.repo, target.postgres?.repo];
  if (own === undefined || other === undefined) return unknown(`the repo of \`${target.module}\` is computed`);
  if (own !== other) return null;
  const computed = options
    .entities('references', 'reference')
    .some((declaration) => asAtom(declaration.args[0]) === undefined);
  if (computed) return unknown('`references` has an entry that is computed');
  const reference = resource.postgres?.references.find((entry) => entry.relationship === relationship.name);
  if (reference?.ignore === true) return null;
  if (reference !== undefined && reference.ignore === undefined) return unknown('`ignore?` is computed');
  tellCauses(context, relationship, reference, source);
  return createReference(context, relationship, reference?.declaration, target, source);
}

function createReference(
  { facts, table }: PartContext,
  relationship: BelongsTo,
  reference: Declaration | undefined,
  target: Resource,
  source: string,
): Known<PartialReference> {
  const { postgres } = target;
  const key = target.attributes.find((attribute) => attribute.name === relationship.destinationAttribute);
  const context = dataLayerContext(relationship.declaration);
  if (isUnknown(context)) return context;
  const option = <T>(name: string, unwritten: T, read: (value: Expr) => T | undefined): Known<T> =>
    reference === undefined ? unwritten : written<T>(reference, name, unwritten, read).value;
  const flag = (name: string): Known<boolean> =>
    reference === undefined ? false : writtenFlag(reference, name, false).value;
  return {
    name: mapKnown(option<string | null>('name', null, asString), (name) => name ?? `${table}_${source}_fkey`),
    table: orUnknown(context.table ?? postgres?.table, `the table of \`${target.module}\` is not known`),
    schema: context.schema ?? schemaOf(target, facts),
    destinationAttribute: orUnknown(
      key?.source,
      `the column \`${relationship.destinationAttribute ?? ''}\` of \`${target.module}\` is not known`,
    ),
    destinationAttributeDefault: null,
    destinationAttributeGenerated: null,
    primaryKey: orUnknown(key?.primaryKey, `the primary key of \`${target.module}\` is not known`),
    onDelete: option<SnapshotOnDelete | null>('on_delete', null, readOnDelete),
    onUpdate: option<string | null>('on_update', null, asAtom),
    deferrable: option<boolean | 'initially'>('deferrable', false, readDeferrable),
    index: flag('index?'),
    indexWhere: option<string | null>('index_where', null, (value) =>
      asAtom(value) === 'not_nil' ? `${source} IS NOT NULL` : asString(value),
    ),
    matchTenant: flag('match_tenant?'),
    matchType: option<string | null>('match_type', null, asAtom),
    matchWith: option<SnapshotReferenceOf<never>['matchWith']>('match_with', null, readMatchWith),
    multitenancy: multitenancyOf(target),
  };
}

/** The schema that a table names, or the one that its repo has for the others. */
function schemaOf({ postgres, openBecause }: Resource, facts: RepoFacts): Known<string> {
  if (postgres?.schema !== undefined) return postgres.schema;
  if (postgres?.dynamicOptions.has('schema') === true) return unknown('`schema` is computed');
  return openBecause.length > 0 && postgres === undefined ? unknown('`schema` is not known') : facts.defaultPrefix;
}

/** Table and schema that a relationship names itself: `relationship_context %{data_layer: %{table: "notes"}}`. */
export function dataLayerContext(
  declaration: Declaration | undefined,
): { readonly table: string | undefined; readonly schema: string | undefined } | Unknown {
  const option = declaration === undefined ? undefined : findOption(declaration, 'relationship_context');
  if (option === undefined || isNil(option.value)) return { table: undefined, schema: undefined };
  const layer = valueOf(option.value, 'data_layer');
  const [table, schema] = [valueOf(layer, 'table'), valueOf(layer, 'schema')];
  const isLiteral = option.value.kind === 'map' && (layer === undefined || layer.kind === 'map');
  const read = (value: Expr | undefined): string | undefined => asString(value) ?? asAtom(value);
  const isRead = [table, schema].every((value) => value === undefined || read(value) !== undefined);
  if (!isLiteral || !isRead) return unknown('`relationship_context` is computed');
  return { table: read(table), schema: read(schema) };
}

export function readOnDelete(value: Expr): SnapshotOnDelete | undefined {
  const name = asAtom(value);
  if (name !== undefined) return name;
  if (value.kind !== 'tuple' || asAtom(value.items[0]) !== 'nilify') return undefined;
  const columns = asWrappedList(value.items[1]).map(asAtom);
  return columns.every((column) => column !== undefined) ? ['nilify', columns] : undefined;
}

function readDeferrable(value: Expr): boolean | 'initially' | undefined {
  return asAtom(value) === 'initially' ? 'initially' : asBoolean(value);
}

function readMatchWith(value: Expr): readonly (readonly [string, string])[] | undefined {
  const pairs = [...(readPairs(value) ?? [])].map(([own, other]) => [own, asAtom(other)] as const);
  if (pairs.length === 0) return undefined;
  const read = pairs.flatMap(([own, other]) => (other === undefined ? [] : [[own, other] as const]));
  return read.length < pairs.length ? undefined : read.sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The option of a `reference` behind each field. */
const optionsOfFields: readonly (readonly [field: string, option: string])[] = [
  ['name', 'name'],
  ['onDelete', 'on_delete'],
  ['onUpdate', 'on_update'],
  ['deferrable', 'deferrable'],
  ['index', 'index?'],
  ['indexWhere', 'index_where'],
  ['matchTenant', 'match_tenant?'],
  ['matchType', 'match_type'],
  ['matchWith', 'match_with'],
];

function tellCauses(
  { causes }: PartContext,
  relationship: BelongsTo,
  reference: Reference | undefined,
  source: string,
): void {
  const path = `attributes/${source}/references`;
  const { declaration } = relationship;
  if (reference !== undefined) {
    for (const [field, option] of optionsOfFields) {
      causes.tellOption(`${path}/${field}`, reference.declaration, option);
      causes.tell(`${path}/${field}`, placeOf(reference.declaration));
    }
  }
  if (declaration === undefined) return;
  const destination = declaration.args[1];
  causes.tellOption(`${path}/destinationAttribute`, declaration, 'destination_attribute');
  if (destination !== undefined) {
    for (const field of ['table', 'schema', 'multitenancy', 'primaryKey', 'destinationAttribute']) {
      causes.tell(`${path}/${field}`, placeIn(declaration, destination));
    }
  }
  causes.tell(path, placeOf(declaration));
}
