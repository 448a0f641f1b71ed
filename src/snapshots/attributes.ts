import type { Attribute, Resource } from '../ash/model.ts';
import type { ProjectView } from './project-view.ts';
import { isBuiltin } from '../ash/type-ref.ts';
import { asString } from '../elixir/literal.ts';
import type { Declaration } from '../elixir/declaration.ts';
import { placeIn, placeOf, type Causes } from './causes.ts';
import { columnDefaultOf } from './column-default.ts';
import type { PostgresOptions } from './postgres-options.ts';
import { referenceOf } from './references.ts';
import { overridden, type RepoFacts } from './repo-facts.ts';
import { isUnknown, type Known, type PartialAttribute } from './snapshot.ts';
import { columnTypeOf, readMigrationType, type ColumnType } from './storage.ts';
import { orUnknown, unknown } from './unknown.ts';

/** What the columns of a resource's table are read from. */
export interface PartContext {
  readonly project: ProjectView;
  readonly facts: RepoFacts;
  readonly resource: Resource;
  readonly options: PostgresOptions;
  /** The table's name: that of the resource, or the one that a relationship to a polymorphic resource names. */
  readonly table: string;
  readonly causes: Causes;
}

/** The columns that attributes make, in the order of the DSL. Those whose column is computed are left out. */
export function attributesOf(context: PartContext, ignored: readonly string[]): PartialAttribute[] {
  return inOrder(context.resource.attributes).flatMap((attribute) => {
    if (ignored.includes(attribute.name) || attribute.source === undefined) return [];
    return [columnOf(context, attribute, attribute.source)];
  });
}

/** These add their attributes after Ash has made those of belongs_to, in this order. */
const lateExtensions = ['AshArchival.Resource', 'AshStateMachine', 'AshCloak'];

/** The order of transformers, which the model does not keep. */
function inOrder(attributes: readonly Attribute[]): readonly Attribute[] {
  const rankOf = ({ origin }: Attribute): number => {
    const late = origin.kind === 'generated' ? lateExtensions.indexOf(origin.by) : -1;
    return origin.kind === 'belongs_to' ? 1 : late === -1 ? 0 : late + 2;
  };
  return attributes.toSorted((a, b) => rankOf(a) - rankOf(b));
}

function columnOf(context: PartContext, attribute: Attribute, source: string): PartialAttribute {
  tellCauses(context, attribute, source);
  const column = typeOf(context, attribute);
  const fact = <Key extends keyof ColumnType>(key: Key): Known<ColumnType[Key]> =>
    isUnknown(column) ? column : column[key];
  return {
    source,
    type: fact('type'),
    size: fact('size'),
    precision: fact('precision'),
    scale: fact('scale'),
    default: defaultOf(context, attribute),
    allowNil: orUnknown(attribute.allowNil, '`allow_nil?` is computed'),
    primaryKey: orUnknown(attribute.primaryKey, '`primary_key?` is computed'),
    generated: orUnknown(attribute.generated, '`generated?` is computed'),
    references: referenceOf(context, source),
  };
}

function typeOf({ project, facts, resource, options }: PartContext, attribute: Attribute): Known<ColumnType> {
  const written = options.pairs('migration_types');
  if (isUnknown(written)) return written;
  const own = written.get(attribute.name);
  // The dimensions of AshAi's vectors are those of a model that is a function of other code.
  if (own === undefined && attribute.origin.kind === 'generated' && isBuiltin(attribute.type, 'vector')) {
    return unknown('how many dimensions the model has is not known');
  }
  const column =
    own === undefined
      ? columnTypeOf(project, attribute.type, attribute.constraints, resource.path)
      : (readMigrationType(own.value) ?? unknown('its type in `migration_types` is computed'));
  return overridden(facts, column);
}

function defaultOf({ project, facts, resource, options }: PartContext, attribute: Attribute): Known<string> {
  const written = options.pairs('migration_defaults');
  if (isUnknown(written)) return written;
  const own = written.get(attribute.name);
  if (own !== undefined) return asString(own.value) ?? unknown('its default in `migration_defaults` is computed');
  return columnDefaultOf(project, facts, attribute, resource.path);
}

/** The option of an attribute, or of the belongs_to that makes it, behind each field. */
const optionsOfFields: readonly (readonly [field: string, option: string])[] = [
  ['allowNil', 'allow_nil?'],
  ['primaryKey', 'primary_key?'],
  ['generated', 'generated?'],
  ['default', 'default'],
];

function tellCauses({ causes, resource, options }: PartContext, attribute: Attribute, source: string): void {
  const path = `attributes/${source}`;
  const { declaration } = attribute;
  causes.tell(path, declaration === undefined ? resourcePlace(resource) : placeOf(declaration));
  for (const [field, option] of [
    ['type', 'migration_types'],
    ['default', 'migration_defaults'],
  ] as const) {
    const pairs = options.pairs(option);
    const pair = isUnknown(pairs) ? undefined : pairs.get(attribute.name);
    if (pair !== undefined) causes.tell(`${path}/${field}`, placeIn(pair.declaration, pair.span));
  }
  for (const [field, option] of optionsOfFields) causes.tellOption(`${path}/${field}`, declaration, option);
  tellType(causes, path, attribute, declaration);
}

function tellType(causes: Causes, path: string, attribute: Attribute, declaration: Declaration | undefined): void {
  if (declaration === undefined) return;
  const type =
    attribute.origin.kind === 'declared' && declaration.name === 'attribute' ? declaration.args[1] : undefined;
  if (type !== undefined) causes.tell(`${path}/type`, placeIn(declaration, type));
  causes.tellOption(`${path}/type`, declaration, attribute.origin.kind === 'belongs_to' ? 'attribute_type' : 'type');
}

/** The module's name, for what stands nowhere. */
export function resourcePlace({ path, nameSpan }: Resource): { path: string; start: number; end: number } {
  return { path, start: nameSpan.start, end: nameSpan.end };
}
