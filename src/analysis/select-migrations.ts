import type { ChangedSince, MigrationSelection } from './port.ts';

/** Those that changed, or all; `seeAll` tells how all are examined. */
export function selectMigrations(
  examine: 'changed' | 'all',
  found: ({ readonly isKnown: true } & ChangedSince) | { readonly isKnown: false; readonly reason: string },
  seeAll: string,
): MigrationSelection {
  if (!found.isKnown) {
    const reason = `${found.reason}, so it is not known which migrations changed; ${seeAll}`;
    return examine === 'all' ? { kind: 'all' } : { kind: 'some', paths: [], reason };
  }
  const { paths, comparedWith } = found;
  const changed = { paths, comparedWith };
  const reason = `no migration of its table changed since \`${comparedWith}\`; ${seeAll}`;
  return examine === 'all' ? { kind: 'all', changed } : { kind: 'some', paths, reason, changed };
}
