import type { Snapshot, SnapshotReference } from '../snapshot.ts';

/** Old files do not say whether a reference is to a primary key: the other snapshots tell. */
export function withReferencedKeys(snapshot: Snapshot, known: readonly Snapshot[]): Snapshot {
  return {
    ...snapshot,
    attributes: snapshot.attributes.map((attribute) => {
      const { references } = attribute;
      if (references === null || references.primaryKey !== null) return attribute;
      return { ...attribute, references: { ...references, primaryKey: isPrimaryKey(references, known) } };
    }),
  };
}

function isPrimaryKey({ table, destinationAttribute }: SnapshotReference, known: readonly Snapshot[]): boolean {
  return known.some(
    (snapshot) =>
      snapshot.table === table &&
      snapshot.attributes.some(({ source, primaryKey }) => primaryKey && source === destinationAttribute),
  );
}
