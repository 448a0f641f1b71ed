import type { ResourceDraft } from '../draft.ts';
import type { Action, Argument, Attribute, BelongsTo, HasMany, ManyToMany, Relationship, Resource } from '../model.ts';
import type { Settings } from '../settings.ts';
import type { WrittenAccept } from './actions.ts';

interface Completion {
  readonly settings: Settings;
  readonly embedded: boolean;
  readonly defaultAccept: WrittenAccept;
  /** What the actions in the text say of `accept`, by the action's name; those of extensions are complete. */
  readonly accepts: ReadonlyMap<string, WrittenAccept>;
}

type Completed = Pick<
  Resource,
  | 'attributes'
  | 'relationships'
  | 'identities'
  | 'actions'
  | 'calculations'
  | 'aggregates'
  | 'interfaces'
  | 'defaultAccept'
  | 'acceptsAllByDefault'
  | 'primaryKey'
>;

/** Applies what Ash's own transformers do, in their order: foreign keys, join relationships, `accept`, `get_by`. */
export function completeResource(draft: ResourceDraft, completion: Completion): Completed {
  const attributes = withForeignKeys(draft);
  const relationships = withJoinRelationships(draft.relationships);
  const publicNames = draft.openBecause.length > 0 && attributes.length === 0 ? undefined : acceptable(attributes);
  const unwritten = completion.embedded ? wildcard : empty;
  const defaultAccept = completion.defaultAccept.kind === 'none' ? unwritten : completion.defaultAccept;
  const actions = draft.actions.map((action) => {
    const accept = completion.accepts.get(action.name) ?? generatedAccept(action);
    return {
      ...action,
      accept: action.accept ?? acceptOf(action, accept, defaultAccept, publicNames),
      arguments: withGetByArguments(action, attributes),
      get: action.get === true || (action.getBy?.length ?? 0) > 0 ? true : action.get,
    };
  });
  return {
    attributes,
    relationships,
    identities: draft.identities,
    actions,
    calculations: draft.calculations,
    aggregates: draft.aggregates,
    interfaces: draft.interfaces,
    defaultAccept: expand(defaultAccept, publicNames),
    acceptsAllByDefault: defaultAccept.kind === 'list' && defaultAccept.wildcard,
    primaryKey: attributes.filter((attribute) => attribute.primaryKey === true).map((attribute) => attribute.name),
  };
}

const wildcard: WrittenAccept = { kind: 'list', names: [], wildcard: true };
const empty: WrittenAccept = { kind: 'list', names: [], wildcard: false };

/** What an action that an extension made says of `accept`; a list that it did not complete is computed. */
function generatedAccept(action: Action): WrittenAccept {
  if (action.acceptWritten === 'none') return { kind: 'none' };
  return action.acceptWritten === 'wildcard' ? wildcard : { kind: 'computed' };
}

/** BelongsToAttribute: an attribute for each belongs_to, unless one of that name exists. */
function withForeignKeys(draft: ResourceDraft): Attribute[] {
  const attributes = [...draft.attributes];
  const taken = new Set(attributes.map((attribute) => attribute.name));
  for (const relationship of draft.relationships) {
    if (relationship.kind !== 'belongs_to' || relationship.defineAttribute === false) continue;
    const name = relationship.sourceAttribute;
    if (name === undefined || taken.has(name)) continue;
    taken.add(name);
    attributes.push(foreignKey(relationship, name));
  }
  return attributes;
}

function foreignKey(relationship: BelongsTo, name: string): Attribute {
  return {
    name,
    origin: { kind: 'belongs_to', relationship: relationship.name },
    declaration: relationship.declaration,
    helper: 'attribute',
    type: relationship.attributeType,
    constraints: undefined,
    allowNil: relationship.primaryKey === true ? false : relationship.allowNil,
    primaryKey: relationship.primaryKey,
    public: relationship.attributePublic,
    writable: relationship.attributeWritable,
    generated: false,
    sensitive: false,
    default: undefined,
    updateDefault: undefined,
    source: name,
  };
}

/** CreateJoinRelationship: a private has_many to the join resource stands in front of the others. */
function withJoinRelationships(relationships: readonly Relationship[]): Relationship[] {
  const byName = new Map(relationships.map((relationship) => [relationship.name, relationship]));
  const joins: Relationship[] = [];
  const completed = relationships.map((relationship) => {
    if (relationship.kind !== 'many_to_many') return relationship;
    const joinName = relationship.joinRelationship ?? `${relationship.name}_join_assoc`;
    const existing = byName.get(joinName);
    if (existing === undefined) {
      if (relationship.through !== undefined) joins.unshift(joinRelationship(relationship, joinName));
      return relationship;
    }
    return {
      ...relationship,
      through: existing.destination,
      sourceAttribute: existing.sourceAttribute,
      sourceAttributeOnJoin: existing.destinationAttribute,
    };
  });
  return [...joins, ...completed];
}

function joinRelationship(relationship: ManyToMany, name: string): HasMany {
  return {
    kind: 'has_many',
    name,
    origin: { kind: 'generated', by: 'many_to_many' },
    declaration: relationship.declaration,
    destination: relationship.through,
    destinationSpan: undefined,
    sourceAttribute: relationship.sourceAttribute,
    destinationAttribute: relationship.sourceAttributeOnJoin,
    public: false,
    filters: [],
    sort: undefined,
    defaultSort: undefined,
    readAction: undefined,
    validateDestinationAttribute: true,
    manual: false,
    noAttributes: false,
    throughPath: undefined,
    limit: undefined,
    joinOf: relationship.name,
  };
}

/** What `:*` stands for: public and writable attributes. Undefined when one of them is not decided by the text. */
function acceptable(attributes: readonly Attribute[]): string[] | undefined {
  if (attributes.some((attribute) => attribute.public === undefined || attribute.writable === undefined))
    return undefined;
  return attributes
    .filter((attribute) => attribute.public === true && attribute.writable === true)
    .map((attribute) => attribute.name);
}

function acceptOf(
  action: Action,
  written: WrittenAccept,
  defaultAccept: WrittenAccept,
  publicNames: readonly string[] | undefined,
): readonly string[] | undefined {
  if (action.type === 'read' || action.type === 'action') return [];
  if (action.type === 'destroy' && action.soft !== true) return action.soft === undefined ? undefined : [];
  return expand(written.kind === 'none' ? defaultAccept : written, publicNames);
}

function expand(accept: WrittenAccept, publicNames: readonly string[] | undefined): readonly string[] | undefined {
  if (accept.kind !== 'list') return undefined;
  if (!accept.wildcard) return accept.names;
  return publicNames === undefined ? undefined : [...new Set([...publicNames, ...accept.names])];
}

/** GetByReadActions: an argument for each field that has none. */
function withGetByArguments(action: Action, attributes: readonly Attribute[]): readonly Argument[] {
  const missing = (action.getBy ?? []).filter((name) => !action.arguments.some((argument) => argument.name === name));
  const added = missing.map((name): Argument => ({
    name,
    origin: { kind: 'generated', by: 'get_by' },
    declaration: action.declaration,
    type: attributes.find((attribute) => attribute.name === name)?.type ?? { kind: 'unknown' },
    constraints: undefined,
    allowNil: false,
    public: true,
    sensitive: false,
    default: undefined,
  }));
  return [...added, ...action.arguments];
}
