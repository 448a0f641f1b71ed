import { lastSegment, underscore } from '../../base/names.ts';
import type { ModelView, ResourceView } from '../context/model-view.ts';
import type { Blueprint, BlueprintRelationship, BlueprintResource } from './blueprint.ts';

/** A resource as it will be: what is there already, and what the blueprint adds or changes. */
export interface FutureResource {
  readonly module: string;
  readonly planned: BlueprintResource | undefined;
  readonly existing: ResourceView | undefined;
  /** Attributes by name, with whether they may be NULL; undefined where that is not known. */
  readonly attributes: ReadonlyMap<string, { readonly isNullable: boolean | undefined }>;
  readonly relationships: ReadonlyMap<string, { readonly kind: string; readonly destination: string | undefined }>;
  /** Calculations and aggregates. */
  readonly derived: ReadonlySet<string>;
  /** Every field is known: nothing comes from macros or extensions that nobody read. */
  readonly isClosed: boolean;
}

/** All resources of the project after the blueprint, by module. */
export function futureResources(blueprint: Blueprint, model: ModelView): ReadonlyMap<string, FutureResource> {
  const existing = new Map(model.resources.map((resource) => [resource.module, resource]));
  const planned = new Map(blueprint.resources.map((resource) => [resource.module, resource]));
  const modules = [...new Set([...existing.keys(), ...planned.keys()])];
  return new Map(modules.map((module) => [module, merge(module, planned.get(module), existing.get(module))]));
}

function merge(
  module: string,
  planned: BlueprintResource | undefined,
  existing: ResourceView | undefined,
): FutureResource {
  const attributes = new Map<string, { isNullable: boolean | undefined }>();
  for (const attribute of existing?.attributes ?? []) {
    attributes.set(attribute.name, { isNullable: attribute['allow_nil?'] });
  }
  for (const name of keyFields(planned)) attributes.set(name, { isNullable: false });
  for (const attribute of planned?.attributes ?? [])
    attributes.set(attribute.name, { isNullable: !attribute.required });
  for (const relationship of planned?.relationships ?? []) {
    if (relationship.kind !== 'belongs_to') continue;
    const name = foreignKeyOf(relationship);
    const isKey = keyFields(planned).includes(name);
    if (isKey || !attributes.has(name)) attributes.set(name, { isNullable: !isKey && relationship.required !== true });
  }
  if (planned?.lifecycle?.kind === 'archived') attributes.set('archived_at', { isNullable: true });
  const relationships = new Map<string, { kind: string; destination: string | undefined }>();
  for (const { name, type, destination } of existing?.relationships ?? []) {
    relationships.set(name, { kind: type, destination });
  }
  for (const { name, kind, destination } of planned?.relationships ?? [])
    relationships.set(name, { kind, destination });
  const derived = [existing?.calculations, existing?.aggregates, planned?.calculations, planned?.aggregates];
  return {
    module,
    planned,
    existing,
    attributes,
    relationships,
    derived: new Set(derived.flatMap((entries) => (entries ?? []).map(({ name }) => name))),
    isClosed: existing?.closed ?? true,
  };
}

/** The fields of the key that the blueprint gives a resource. */
export function keyFields(resource: BlueprintResource | undefined): readonly string[] {
  const key = resource?.primaryKey;
  if (key === undefined || key.kind === 'none') return [];
  return key.fields ?? (key.kind === 'composite' ? [] : ['id']);
}

/** The attribute that a belongs_to stores its key in. */
export function foreignKeyOf(relationship: BlueprintRelationship): string {
  return relationship.sourceAttribute ?? `${relationship.name}_id`;
}

/** The attribute of the destination that a has_one or has_many looks for, as Ash guesses it. */
export function destinationKeyOf(module: string, relationship: BlueprintRelationship): string {
  return relationship.destinationAttribute ?? `${underscore(lastSegment(module))}_id`;
}
