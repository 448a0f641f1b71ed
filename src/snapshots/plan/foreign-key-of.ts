import type { SnapshotAttribute, SnapshotMultitenancy, SnapshotReference } from '../snapshot.ts';

/** The foreign key that a column gets: none from a public table to one of tenants. */
export function foreignKeyOf(
  multitenancy: SnapshotMultitenancy,
  { references }: SnapshotAttribute,
): SnapshotReference | undefined {
  if (references === null) return undefined;
  const isToTenants = references.multitenancy.strategy === 'context' && multitenancy.strategy !== 'context';
  return isToTenants ? undefined : references;
}
