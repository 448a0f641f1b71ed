import { isUnknown, type SnapshotIdentity, type SnapshotIdentityOf } from './snapshot.ts';

/** The unique index that stands for the primary key of another resource of a table. */
export function keyIdentity(table: string, key: readonly string[], indexName: string | null): SnapshotIdentity {
  return {
    name: keyIdentityName(table, key),
    keys: key.map((value) => ({ kind: 'atom', value })),
    where: null,
    baseFilter: null,
    allTenants: false,
    nilsDistinct: false,
    indexName,
    ofKey: true,
  };
}

export function keyIdentityName(table: string, key: readonly string[]): string {
  return `${table}_${key.join('_')}`;
}

/** Their names are strings, which the BEAM sorts behind all atoms. */
export function withKeyIdentities<U>(
  identities: readonly SnapshotIdentityOf<U>[],
  ofKeys: readonly SnapshotIdentityOf<U>[],
): SnapshotIdentityOf<U>[] {
  return firstOfKeys([...identities, ...ofKeys.toSorted((a, b) => (a.name < b.name ? -1 : 1))]);
}

/** Of several with the same keys and filters only the first is kept. */
export function firstOfKeys<U>(identities: readonly SnapshotIdentityOf<U>[]): SnapshotIdentityOf<U>[] {
  const seen = new Set<string>();
  return identities.filter(({ keys, baseFilter, where }) => {
    if ([keys, baseFilter, where].some(isUnknown)) return true;
    const key = JSON.stringify([keys, baseFilter, where]);
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}
