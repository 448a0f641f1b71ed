import type { Attribute, BelongsTo, Reference, Resource } from './model.ts';
import type { Project } from './project.ts';
import { isTableBacked, type TableResource } from './table-indexes.ts';

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
