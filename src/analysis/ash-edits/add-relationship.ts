import type { Attribute, BelongsTo, Relationship, Resource } from '../../ash/model.ts';
import { printType, type TypeRef } from '../../ash/type-ref.ts';
import { lastSegment, underscore } from '../../base/names.ts';
import { printCall, type PrintedOption } from '../../elixir/print-call.ts';
import { addIdentity } from './add-identity.ts';
import type { AddRelationship } from './ash-edit.ts';
import type { Draft, Refusal } from './draft.ts';
import { formIn, publicOption } from './habits.ts';
import { moduleCode, refuseName, refuseUnknown } from './names.ts';
import { setReference } from './set-reference.ts';

const section = ['relationships'];

export function addRelationship(edit: AddRelationship, draft: Draft): Refusal {
  const resource = draft.resource(edit.resource);
  if (typeof resource === 'string') return resource;
  const destination = draft.resource(edit.destination);
  if (typeof destination === 'string') return destination;
  const refusal = refuseOptions(edit) ?? refuseName(resource, edit.name);
  if (refusal !== undefined) return refusal;
  switch (edit.type) {
    case 'belongs_to':
      return addBelongsTo(edit, resource, destination, draft);
    case 'has_many':
    case 'has_one':
      return addHas(edit, edit.type, resource, destination, draft);
    case 'many_to_many':
      return addManyToMany(edit, resource, destination, draft);
  }
}

/** Options of other kinds of relationships would be dropped in silence. */
function refuseOptions({
  type,
  through,
  allowNil,
  reference,
  inverse,
  destinationAttribute,
}: AddRelationship): Refusal {
  if (type === 'many_to_many' && through === undefined) return 'A many_to_many needs the join resource as `through`.';
  if (type !== 'many_to_many' && through !== undefined) return '`through` belongs to a many_to_many.';
  if (type !== 'belongs_to' && (allowNil !== undefined || reference !== undefined)) {
    return '`allowNil` and `reference` belong to a belongs_to: add that on the other side.';
  }
  if (destinationAttribute !== undefined && type !== 'has_many' && type !== 'has_one') {
    return '`destinationAttribute` belongs to a has_many or has_one.';
  }
  if (inverse === undefined) return undefined;
  if (type === 'many_to_many')
    return inverse.type === type ? undefined : 'The inverse of a many_to_many is a many_to_many.';
  if (type !== 'belongs_to') return `Add the belongs_to with this ${type} as its inverse instead.`;
  return inverse.type === 'many_to_many' ? 'The inverse of a belongs_to is a has_many or a has_one.' : undefined;
}

function addBelongsTo(edit: AddRelationship, resource: Resource, destination: Resource, draft: Draft): Refusal {
  const key = `${edit.name}_id`;
  const [target, ...others] = destination.primaryKey;
  const attribute = destination.attributes.find(({ name }) => name === target);
  if (target === undefined || attribute === undefined || others.length > 0) {
    return `\`${destination.module}\` has no primary key of one attribute that a belongs_to could lead to.`;
  }
  const own = resource.attributes.find(({ name }) => name === key);
  const type =
    own === undefined ? attributeType(attribute, resource, destination, draft) : { ok: true as const, options: [] };
  if (!type.ok) return type.reason;
  if (own !== undefined && edit.allowNil !== undefined) {
    return `\`${key}\` is an attribute of \`${resource.module}\` already, and says itself whether it may be nil.`;
  }
  const options: PrintedOption[] = [
    ...type.options,
    ...(target === 'id' ? [] : [['destination_attribute', `:${target}`] as const]),
    ...(own === undefined ? [] : [['define_attribute?', 'false'] as const]),
    ...(edit.allowNil === false ? [['allow_nil?', 'false'] as const] : []),
  ];
  if (edit.inverse !== undefined) {
    const taken = refuseName(destination, edit.inverse.name);
    if (taken !== undefined) return taken;
  }
  if (own !== undefined) draft.say(`It uses the attribute \`${key}\`, which is there already.`);
  return (
    write({ ...edit, options }, resource, draft) ??
    (edit.inverse === undefined ? undefined : addInverse(edit, edit.inverse, key, target, draft)) ??
    (edit.reference === undefined
      ? undefined
      : setReference(
          { kind: 'set_reference', resource: edit.resource, relationship: edit.name, ...edit.reference },
          draft,
        ))
  );
}

type TypeOption =
  { readonly ok: true; readonly options: readonly PrintedOption[] } | { readonly ok: false; readonly reason: string };

/** A foreign key has the type of what it leads to; it is written where that is not what Ash assumes. */
function attributeType({ type, name }: Attribute, resource: Resource, destination: Resource, draft: Draft): TypeOption {
  const { project } = draft;
  const assumed = project.rootOf(resource.path).settings.defaultBelongsToType;
  const [is, default_] = [project.storageOf(type, destination.path), project.storageOf(assumed, resource.path)];
  if (is !== undefined && is === default_) return { ok: true, options: [] };
  const code = typeCode(type, resource, draft);
  if (code !== undefined) return { ok: true, options: [['attribute_type', code]] };
  return {
    ok: false,
    reason: `The type of \`${name}\` of \`${destination.module}\`, ${printType(type)}, is no type of a foreign key.`,
  };
}

function typeCode(type: TypeRef, resource: Resource, draft: Draft): string | undefined {
  if (type.kind === 'builtin') return printType(type);
  if (type.kind !== 'module') return undefined;
  return type.name.startsWith(':') ? type.name : moduleCode(draft.project, resource, type.name);
}

function addInverse(
  edit: AddRelationship,
  inverse: { readonly type: string; readonly name: string },
  key: string,
  target: string,
  draft: Draft,
): Refusal {
  const destination = draft.resource(edit.destination);
  if (typeof destination === 'string') return destination;
  const taken = refuseName(destination, inverse.name);
  if (taken !== undefined) return taken;
  const type: 'has_one' | 'has_many' = inverse.type === 'has_one' ? 'has_one' : 'has_many';
  const options: PrintedOption[] = [
    ...(target === 'id' ? [] : [['source_attribute', `:${target}`] as const]),
    ...(key === defaultKey(edit.destination) ? [] : [['destination_attribute', `:${key}`] as const]),
  ];
  const back = {
    resource: edit.destination,
    type,
    name: inverse.name,
    destination: edit.resource,
    public: edit.public,
    options,
  };
  return write(back, destination, draft) ?? (type === 'has_one' ? makeUnique(edit.resource, key, draft) : undefined);
}

/** Without an identity, a has_one may find several rows. */
function makeUnique(module: string, key: string, draft: Draft): Refusal {
  const resource = draft.resource(module);
  if (typeof resource === 'string') return resource;
  const isUnique = resource.identities.some(
    ({ keys, where }) => where === undefined && keys?.length === 1 && keys[0] === key,
  );
  if (isUnique || (resource.primaryKey.length === 1 && resource.primaryKey[0] === key)) return undefined;
  return addIdentity({ kind: 'add_identity', resource: module, keys: [key] }, draft);
}

function addHas(
  edit: AddRelationship,
  type: 'has_many' | 'has_one',
  resource: Resource,
  destination: Resource,
  draft: Draft,
): Refusal {
  const key = edit.destinationAttribute ?? keyTo(resource, destination) ?? defaultKey(resource.module);
  const names = destination.attributes.map(({ name }) => name);
  const unknown = refuseUnknown(destination, 'attribute', key, names);
  if (unknown !== undefined)
    return `${unknown} Add the belongs_to to \`${destination.module}\` with this one as its inverse.`;
  const back = destination.relationships.find((one) => one.kind === 'belongs_to' && one.sourceAttribute === key);
  const source = back?.destinationAttribute ?? resource.primaryKey[0] ?? 'id';
  const noSource = refuseUnknown(
    resource,
    'attribute',
    source,
    resource.attributes.map(({ name }) => name),
  );
  if (noSource !== undefined) return noSource;
  const options: PrintedOption[] = [
    ...(source === 'id' ? [] : [['source_attribute', `:${source}`] as const]),
    ...(key === defaultKey(resource.module) ? [] : [['destination_attribute', `:${key}`] as const]),
  ];
  return (
    write({ ...edit, options }, resource, draft) ??
    (type === 'has_one' ? makeUnique(edit.destination, key, draft) : undefined)
  );
}

/** The key of the only belongs_to that leads there. */
function keyTo(resource: Resource, from: Resource): string | undefined {
  const leading = from.relationships.filter(
    (candidate): candidate is BelongsTo => candidate.kind === 'belongs_to' && candidate.destination === resource.module,
  );
  return leading.length === 1 ? leading[0]?.sourceAttribute : undefined;
}

function addManyToMany(edit: AddRelationship, resource: Resource, destination: Resource, draft: Draft): Refusal {
  const join = draft.resource(edit.through ?? '');
  if (typeof join === 'string') return join;
  const [own, other] = [keyTo(resource, join), keyTo(destination, join)];
  if (own === undefined || other === undefined) {
    const missing = own === undefined ? resource.module : destination.module;
    return `\`${join.module}\` has no belongs_to, or several, that lead to \`${missing}\`.`;
  }
  if (resource.module === destination.module) return 'Write a many_to_many of a resource to itself as text.';
  if (edit.inverse !== undefined) {
    const taken = refuseName(destination, edit.inverse.name);
    if (taken !== undefined) return taken;
  }
  const through = (from: Resource, ownKey: string, to: Resource, otherKey: string): PrintedOption[] | string => {
    const code = moduleCode(draft.project, from, join.module);
    if (code === undefined) return `An alias in \`${from.path}\` hides \`${join.module}\`.`;
    return [
      ['through', code],
      ...(ownKey === defaultKey(from.module) ? [] : [['source_attribute_on_join_resource', `:${ownKey}`] as const]),
      ...(otherKey === defaultKey(to.module)
        ? []
        : [['destination_attribute_on_join_resource', `:${otherKey}`] as const]),
    ];
  };
  const [there, back] = [through(resource, own, destination, other), through(destination, other, resource, own)];
  if (typeof there === 'string') return there;
  const refusal = write({ ...edit, options: there }, resource, draft);
  if (refusal !== undefined || edit.inverse === undefined) return refusal;
  if (typeof back === 'string') return back;
  const to = draft.resource(edit.destination);
  if (typeof to === 'string') return to;
  const { name } = edit.inverse;
  return write({ ...edit, resource: edit.destination, name, destination: edit.resource, options: back }, to, draft);
}

interface Written {
  readonly resource: string;
  readonly type: AddRelationship['type'];
  readonly name: string;
  readonly destination: string;
  readonly public?: boolean | undefined;
  readonly options: readonly PrintedOption[];
}

function write(
  { type, name, destination, public: visible, options }: Written,
  resource: Resource,
  draft: Draft,
): Refusal {
  const code = moduleCode(draft.project, resource, destination);
  if (code === undefined)
    return `An alias in \`${resource.path}\` hides \`${destination}\`; write the relationship as text.`;
  const kinds = ['belongs_to', 'has_many', 'has_one', 'many_to_many'];
  const form = formIn(resource.sections.get('relationships') ?? [], kinds, 'block');
  const all = [...options, ...publicOption(visible, resource.relationships)];
  const statement = printCall(`${type} :${name}, ${code}`, all, form, draft.widthIn(resource, section));
  const refusal = draft.place(resource, section, statement);
  if (refusal !== undefined) return refusal;
  const after = draft.resource(resource.module);
  if (typeof after === 'string') return after;
  const made: Relationship | undefined = after.relationships.find((relationship) => relationship.name === name);
  if (made?.kind !== type || made.destination !== destination) {
    return `The relationship \`${name}\` could not be placed in \`${resource.module}\`.`;
  }
  draft.say(`Adds ${type} \`${name}\` to \`${resource.module}\`.`);
  return undefined;
}

/** The name of the foreign key that a has_many or has_one of the resource looks for. */
function defaultKey(module: string): string {
  return `${underscore(lastSegment(module))}_id`;
}
