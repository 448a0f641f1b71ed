import { findOption } from '../elixir/declaration.ts';
import { asAtom, keyOf, pairsOf } from '../elixir/literal.ts';
import type { Attribute, BelongsTo, Reference, Resource } from './model.ts';
import type { Project } from './project.ts';
import { isTableBacked, tenantColumnOf, type TableResource } from './table-indexes.ts';

/** A foreign key as AshPostgres makes it for a belongs_to. */
export interface ForeignKey {
  readonly relationship: BelongsTo;
  readonly attribute: Attribute;
  readonly column: string;
  readonly target: TableResource;
  /** The entry in `references` that configures it. */
  readonly reference: Reference | undefined;
}

/** The foreign keys of a resource's table, as far as the text decides them. */
export function findForeignKeys(project: Project, resource: Resource): ForeignKey[] {
  if (!isTableBacked(resource) || resource.postgres.migrate !== true) return [];
  return resource.relationships.flatMap((relationship) =>
    relationship.kind === 'belongs_to' ? (foreignKeyOf(project, resource, relationship) ?? []) : [],
  );
}

/** AshPostgres makes a foreign key between resources of one repo, unless `references` says otherwise. */
function foreignKeyOf(project: Project, resource: TableResource, relationship: BelongsTo): ForeignKey | undefined {
  const target = project.findResource(relationship.destination, resource.path);
  const attribute = resource.attributes.find((candidate) => candidate.name === relationship.sourceAttribute);
  const reference = resource.postgres.references.find((candidate) => candidate.relationship === relationship.name);
  if (target === undefined || attribute?.source === undefined || !isTableBacked(target)) return undefined;
  const { repo, names } = resource.postgres;
  const isIgnored = names.get('migration_ignore_attributes')?.includes(attribute.name) === true;
  const isLinked = repo !== undefined && repo === target.postgres.repo && !crossesTenants(resource, target);
  if (!isLinked || isIgnored || (reference !== undefined && reference.ignore !== false)) return undefined;
  return { relationship, attribute, column: attribute.source, target, reference };
}

/** A table outside the tenants' schemas cannot refer into them: the column is then a plain one. */
function crossesTenants(resource: Resource, target: Resource): boolean {
  const isInTenant = (each: Resource): boolean =>
    each.multitenancy !== undefined && each.multitenancy.strategy !== 'attribute';
  return isInTenant(target) && !isInTenant(resource);
}

/** The columns of the foreign key: further ones come from `match_with`, and from matching the tenant. */
export function columnsOfKey(key: ForeignKey, resource: Resource): string[] {
  const written = key.reference === undefined ? undefined : findOption(key.reference.declaration, 'match_with');
  const matched = pairsOf(written?.value).flatMap((pair) => keyOf(pair) ?? []);
  const tenant = matchesTenant(key) ? tenantColumnOf(resource) : undefined;
  return [...new Set([key.column, ...matched, ...(tenant === undefined ? [] : [tenant])])];
}

/** AshPostgres matches tenants when it is told to, and always where the key is not the target's primary key. */
function matchesTenant({ reference, relationship, target }: ForeignKey): boolean {
  const destination = relationship.destinationAttribute;
  if (target.multitenancy?.strategy !== 'attribute' || target.multitenancy.attribute === destination) return false;
  return reference?.matchTenant === true || (destination !== undefined && !target.primaryKey.includes(destination));
}

/** MATCH FULL wants all columns of a key to be NULL, or none of them. */
export function matchesFully(key: ForeignKey): boolean {
  const written = key.reference === undefined ? undefined : findOption(key.reference.declaration, 'match_type');
  return matchesTenant(key) || (written !== undefined && asAtom(written.value) !== 'simple');
}
