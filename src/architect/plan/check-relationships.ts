import { closest } from '../../base/names.ts';
import type { BlueprintRelationship, BlueprintResource } from './blueprint.ts';
import { destinationKeyOf, keyFields, type FutureResource } from './blueprint-fields.ts';
import type { BlueprintProblem, CheckedResource } from './check-blueprint.ts';

type Say = (severity: BlueprintProblem['severity'], message: string) => BlueprintProblem;

/** Both ends of relationships, the decisions that a reference needs, and the paths of aggregates. */
export function checkRelationships(checked: CheckedResource): readonly BlueprintProblem[] {
  const { resource } = checked;
  return [
    ...resource.relationships.flatMap((relationship) => checkRelationship(relationship, checked)),
    ...resource.aggregates.flatMap((aggregate) => checkAggregate(aggregate, checked)),
  ];
}

function checkRelationship(relationship: BlueprintRelationship, checked: CheckedResource): BlueprintProblem[] {
  const at = `${checked.resource.module}.relationships.${relationship.name}`;
  const say: Say = (severity, message) => ({ severity, at, message });
  const destination = checked.all.get(relationship.destination);
  if (destination === undefined) return [say('error', unknownResource(relationship.destination, checked))];
  switch (relationship.kind) {
    case 'belongs_to':
      return checkBelongsTo(relationship, checked, destination, say);
    case 'has_one':
    case 'has_many':
      return checkHas(relationship, checked.resource.module, destination, say);
    case 'many_to_many':
      return checkManyToMany(relationship, checked, say);
  }
}

function unknownResource(module: string, { all }: CheckedResource): string {
  const near = closest(module, all.keys());
  return `There is no resource \`${module}\`, and the blueprint has none.${near === undefined ? '' : ` Did you mean \`${near}\`?`}`;
}

function checkBelongsTo(
  relationship: BlueprintRelationship,
  { resource }: CheckedResource,
  destination: FutureResource,
  say: Say,
): BlueprintProblem[] {
  const { onDelete, isIndexed, required } = relationship;
  const isStored = resource.table !== undefined;
  const problems: BlueprintProblem[] = [];
  if (onDelete === 'nilify' && required === true) {
    problems.push(say('error', '`nilify` on a required key: every deletion of the parent would fail.'));
  }
  if (isStored && onDelete === undefined)
    problems.push(say('warning', 'What does a deletion of the parent do? Decide on `onDelete`.'));
  if (isStored && isIndexed === undefined) {
    problems.push(
      say(
        'warning',
        'AshPostgres makes no index for a foreign key. Decide on `isIndexed`, from the queries and cascades.',
      ),
    );
  }
  const key = destination.planned?.primaryKey?.kind;
  if (key === 'serial') {
    problems.push(
      say('warning', `\`${destination.module}\` has a serial key: the relationship needs \`attribute_type :integer\`.`),
    );
  }
  return problems;
}

function checkHas(
  relationship: BlueprintRelationship,
  module: string,
  destination: FutureResource,
  say: Say,
): BlueprintProblem[] {
  const key = destinationKeyOf(module, relationship);
  if (!destination.attributes.has(key)) {
    const message = `\`${destination.module}\` has no attribute \`${key}\`: the other side needs a belongs_to, or this one a \`destinationAttribute\`.`;
    return [say(destination.isClosed ? 'error' : 'warning', message)];
  }
  if (relationship.kind === 'has_many' || isUnique(destination, key)) return [];
  return [
    say(
      'warning',
      `Nothing keeps \`${destination.module}\` from having several rows with one \`${key}\`: it needs an identity on it.`,
    ),
  ];
}

/** By an identity, or since it is the primary key, as where a profile shares the key of its user. */
function isUnique({ planned, existing }: FutureResource, key: string): boolean {
  const identities = [...(planned?.identities ?? []), ...(existing?.identities ?? [])].map(({ keys }) => keys);
  const all = [...identities, keyFields(planned), existing?.primary_key];
  return all.some((keys) => keys?.length === 1 && keys[0] === key);
}

function checkManyToMany(relationship: BlueprintRelationship, checked: CheckedResource, say: Say): BlueprintProblem[] {
  const { through } = relationship;
  if (through === undefined) return [say('error', 'A many_to_many needs its join resource: `through`.')];
  const join = checked.all.get(through);
  if (join === undefined) return [say('error', unknownResource(through, checked))];
  const linked = [...join.relationships.values()].filter(({ kind }) => kind === 'belongs_to');
  const ends = [checked.resource.module, relationship.destination];
  const missing = ends.filter((end) => !linked.some(({ destination }) => destination === end));
  if (missing.length > 0) {
    const message = `The join resource \`${through}\` has no belongs_to to \`${missing.join('` and `')}\`.`;
    return [say(join.isClosed ? 'error' : 'warning', message)];
  }
  if (isPairUnique(join.planned, join)) return [];
  return [
    say(
      'warning',
      `\`${through}\` can link the same two records twice: it needs an identity or a primary key over both.`,
    ),
  ];
}

function isPairUnique(planned: BlueprintResource | undefined, { existing }: FutureResource): boolean {
  const identities = [...(planned?.identities ?? []), ...(existing?.identities ?? [])];
  const keys = [...identities.map((identity) => identity.keys), planned?.primaryKey?.fields, existing?.primary_key];
  return keys.some((fields) => fields !== undefined && fields.length >= 2);
}

function checkAggregate(
  { name, kind, path, field }: BlueprintResource['aggregates'][number],
  { resource, future, all }: CheckedResource,
): BlueprintProblem[] {
  const at = `${resource.module}.aggregates.${name}`;
  let current: FutureResource | undefined = future;
  for (const step of path) {
    const next: { readonly destination: string | undefined } | undefined = current.relationships.get(step);
    if (next === undefined) {
      const message = `\`${current.module}\` has no relationship \`${step}\`.`;
      return [{ severity: current.isClosed ? 'error' : 'warning', at, message }];
    }
    current = next.destination === undefined ? undefined : all.get(next.destination);
    if (current === undefined) return [];
  }
  const needsField = !['count', 'exists', 'custom'].includes(kind);
  if (field === undefined) {
    return needsField ? [{ severity: 'error', at, message: `\`${kind}\` needs a \`field\`.` }] : [];
  }
  if (current.attributes.has(field) || current.derived.has(field)) return [];
  const message = `\`${current.module}\` has no field \`${field}\`.`;
  return [{ severity: current.isClosed ? 'error' : 'warning', at, message }];
}
