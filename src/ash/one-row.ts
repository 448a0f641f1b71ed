import type { Aggregate, Resource } from './model.ts';
import { equalFields } from './read-conditions.ts';
import type { Hop } from './relationship-path.ts';

/** One row by its kind, or because an identity of the destination allows no second one. */
export function leadsToOne({ relationship, destination }: Hop): boolean {
  if (relationship.kind === 'belongs_to' || relationship.kind === 'has_one') return true;
  if (relationship.kind === 'many_to_many' || relationship.destinationAttribute === undefined) return false;
  return pinsOneRow(
    destination,
    new Set([relationship.destinationAttribute, ...relationship.filters.flatMap(equalFields)]),
  );
}

/** The filters leave one row, or rows that all have the same value. */
export function isOneValue(aggregate: Aggregate, { relationship, destination }: Hop, hopCount: number): boolean {
  const filters = [...relationship.filters, ...(aggregate.filter === undefined ? [] : [aggregate.filter])];
  const isDirect = hopCount === 1 && relationship.kind !== 'many_to_many';
  const key = isDirect ? relationship.destinationAttribute : undefined;
  const pinned = new Set([...filters.flatMap(equalFields), ...(key === undefined ? [] : [key])]);
  return (aggregate.field !== undefined && pinned.has(aggregate.field)) || pinsOneRow(destination, pinned);
}

function pinsOneRow({ identities, primaryKey, multitenancy }: Resource, pinned: ReadonlySet<string>): boolean {
  const keys = [primaryKey, ...identities.map((identity) => identity.keys ?? [])];
  const isPinned = (name: string): boolean => pinned.has(name) || name === multitenancy?.attribute;
  return keys.some((names) => names.length > 0 && names.every(isPinned));
}
