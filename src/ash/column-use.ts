import { addTo } from '../base/multi-map.ts';
import type { Location } from '../base/span.ts';
import { asAtom, asWrappedList } from '../elixir/literal.ts';
import type { Expr } from '../elixir/syntax.ts';
import { descendants } from '../elixir/walk.ts';
import type { Aggregate, Policy, Relationship, Resource } from './model.ts';
import { oncePerState } from './once-per-state.ts';
import type { Project } from './project.ts';
import { conditionsOfAction, conditionsOfResource, equalFields, firstSortField } from './read-conditions.ts';
import { insideExpr } from './read/options.ts';

/** Code that makes PostgreSQL look rows up by the value of a column. */
export interface ColumnUse {
  readonly kind: 'relationship' | 'aggregate' | 'cascade' | 'filter' | 'sort' | 'policy' | 'lookup' | 'tenant';
  /** The module that it belongs to. */
  readonly by: string;
  /** The relationship, aggregate, action or code interface; empty where there is none. */
  readonly name: string;
  /** Further attributes that the same query compares: an index on one of them may serve it as well. */
  readonly alongside: readonly string[];
  readonly at: Location | undefined;
}

/** What uses the column of an attribute, the strongest evidence first. */
export function findColumnUses(project: Project, resource: Resource, attribute: string): ColumnUse[] {
  return [
    ...tenantUses(resource, attribute),
    ...reverseUses(project, resource, attribute),
    ...cascadeUses(project, resource, attribute),
    ...readUses(resource, attribute),
    ...lookupUses(project, resource, attribute),
    ...policyUses(resource, attribute),
  ];
}

/** Ash filters every query of such a resource by its tenant. */
function tenantUses(resource: Resource, attribute: string): ColumnUse[] {
  const { multitenancy } = resource;
  const isTenant = multitenancy?.strategy === 'attribute' && multitenancy.attribute === attribute;
  return isTenant ? [use('tenant', resource, '', multitenancy.declaration)] : [];
}

/** Relationships of other resources that end at the attribute, and aggregates over them. */
function reverseUses(project: Project, resource: Resource, attribute: string): readonly ColumnUse[] {
  return reverseUsesByEnd(project).get(resource)?.get(attribute) ?? [];
}

type UsesByEnd = Map<Resource, Map<string, ColumnUse[]>>;

const reverseUsesByEnd = oncePerState((project) => {
  const found: UsesByEnd = new Map();
  for (const owner of project.resources()) {
    for (const relationship of owner.relationships) {
      const made = use('relationship', owner, nameOf(relationship), relationship.declaration);
      addUse(found, endOf(project, owner, relationship), made);
    }
    for (const aggregate of owner.aggregates) {
      const made = use('aggregate', owner, aggregate.name, aggregate.declaration);
      for (const [from, step] of stepsOf(project, owner, aggregate)) addUse(found, endOf(project, from, step), made);
    }
  }
  return found;
});

/** An aggregate may come by the same end several times. */
function addUse(found: UsesByEnd, end: End | undefined, made: ColumnUse): void {
  if (end === undefined) return;
  const uses = found.get(end.resource) ?? new Map<string, ColumnUse[]>();
  found.set(end.resource, uses);
  if (uses.get(end.attribute)?.at(-1) !== made) addTo(uses, end.attribute, made);
}

interface End {
  readonly resource: Resource;
  readonly attribute: string;
}

/** The attribute that loading a relationship filters by; a many_to_many goes by its join relationship. */
function endOf(project: Project, owner: Resource, relationship: Relationship): End | undefined {
  const isPlain =
    (relationship.kind === 'has_many' || relationship.kind === 'has_one') &&
    !relationship.manual &&
    relationship.noAttributes === false &&
    relationship.throughPath === undefined;
  const attribute = isPlain ? relationship.destinationAttribute : undefined;
  const resource = attribute === undefined ? undefined : destinationOf(project, owner, relationship);
  return attribute === undefined || resource === undefined ? undefined : { resource, attribute };
}

function destinationOf(project: Project, owner: Resource, relationship: Relationship): Resource | undefined {
  return project.findResource(relationship.destination, owner.path);
}

/** A join relationship that Ash adds is known by the many_to_many that it serves. */
function nameOf(relationship: Relationship): string {
  return relationship.kind === 'has_many' ? (relationship.joinOf ?? relationship.name) : relationship.name;
}

/** The relationships that an aggregate goes along, each with the resource that it starts from. */
function stepsOf(project: Project, owner: Resource, aggregate: Aggregate): (readonly [Resource, Relationship])[] {
  const steps: (readonly [Resource, Relationship])[] = [];
  let from: Resource | undefined = owner;
  for (const name of aggregate.path ?? []) {
    const step: Relationship | undefined = from?.relationships.find((candidate) => candidate.name === name);
    if (from === undefined || step === undefined) return steps;
    if (step.kind === 'many_to_many') steps.push(...joinOf(from, step.name));
    steps.push([from, step]);
    from = destinationOf(project, from, step);
  }
  return steps;
}

function joinOf(owner: Resource, manyToMany: string): (readonly [Resource, Relationship])[] {
  return owner.relationships
    .filter((candidate) => candidate.kind === 'has_many' && candidate.joinOf === manyToMany)
    .map((candidate) => [owner, candidate] as const);
}

/** Deleting a parent for real deletes or changes the rows that refer to it, which must be found first. */
function cascadeUses(project: Project, resource: Resource, attribute: string): ColumnUse[] {
  return (resource.postgres?.references ?? []).flatMap((reference): ColumnUse[] => {
    const relationship = resource.relationships.find((candidate) => candidate.name === reference.relationship);
    const cascades = reference.onDelete === 'delete' || reference.onDelete === 'nilify';
    if (!cascades || relationship?.kind !== 'belongs_to' || relationship.sourceAttribute !== attribute) return [];
    const parent = destinationOf(project, resource, relationship);
    const destroy = parent?.actions.find(
      (action) => action.type === 'destroy' && action.soft === false && !action.manual,
    );
    return parent === undefined || destroy === undefined
      ? []
      : [use('cascade', parent, destroy.name, reference.declaration)];
  });
}

function readUses(resource: Resource, attribute: string): ColumnUse[] {
  const reads = resource.actions.filter((action) => action.type === 'read');
  const everyRead = { name: '', declaration: undefined, ...conditionsOfResource(resource) };
  const always = [...everyRead.filters.flatMap(equalFields), ...policyFields(resource)];
  const conditions = [
    everyRead,
    ...reads.map((action) => ({ name: action.name, declaration: action.declaration, ...conditionsOfAction(action) })),
  ];
  return conditions.flatMap(({ name, declaration, filters, sorts }): ColumnUse[] => {
    const compared = filters.flatMap(equalFields);
    if (compared.includes(attribute)) return [use('filter', resource, name, declaration, [...compared, ...always])];
    return sorts.some((sort) => firstSortField(sort) === attribute) ? [use('sort', resource, name, declaration)] : [];
  });
}

/** `get_by` of read actions and of code interfaces. */
function lookupUses(project: Project, resource: Resource, attribute: string): ColumnUse[] {
  return [...resource.actions, ...project.interfacesOf(resource)]
    .filter((entry) => entry.getBy?.includes(attribute) === true)
    .map((entry) => use('lookup', resource, entry.name, entry.declaration, entry.getBy));
}

/** Policies on reads become filters of the query. */
function policyUses(resource: Resource, attribute: string): ColumnUse[] {
  const policy = filteringPolicies(resource).find((candidate) => fieldsOf(candidate).includes(attribute));
  return policy === undefined ? [] : [use('policy', resource, '', policy.declaration, policyFields(resource))];
}

function policyFields(resource: Resource): string[] {
  return filteringPolicies(resource).flatMap(fieldsOf);
}

/** With several checks, a row that one of them refuses may pass by another. */
function filteringPolicies(resource: Resource): Policy[] {
  return resource.policies.filter(
    (policy) => policy.kind === 'policy' && policy.checks.length === 1 && isOnReads(policy),
  );
}

function fieldsOf(policy: Policy): string[] {
  return policy.checks.flatMap(({ kind, check }) =>
    kind === 'authorize_if' && check !== undefined ? equalFields(insideExpr(check)) : [],
  );
}

function isOnReads(policy: Policy): boolean {
  return policy.conditions.some((condition) =>
    [...descendants(condition)].some(
      (expr) => expr.kind === 'call' && expr.name === 'action_type' && asWrappedList(expr.args[0]).some(isRead),
    ),
  );
}

function isRead(expr: Expr): boolean {
  return asAtom(expr) === 'read';
}

function use(
  kind: ColumnUse['kind'],
  by: Resource,
  name: string,
  at: Location | undefined,
  alongside: readonly string[] = [],
): ColumnUse {
  return { kind, by: by.module, name, alongside, at };
}
