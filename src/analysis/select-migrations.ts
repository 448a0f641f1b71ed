import type { MigrationSelection } from './port.ts';

/** The migrations among files that changed; `seeAll` tells how all are examined. */
export function selectChanged(
  changed:
    | { readonly isKnown: true; readonly paths: readonly string[]; readonly comparedWith: string }
    | { readonly isKnown: false; readonly reason: string },
  seeAll: string,
): MigrationSelection {
  if (changed.isKnown) {
    const reason = `no migration of its table changed since \`${changed.comparedWith}\`; ${seeAll}`;
    return { kind: 'some', paths: changed.paths, reason, comparedWith: changed.comparedWith };
  }
  const reason = `${changed.reason}, so it is not known which migrations changed; ${seeAll}`;
  return { kind: 'some', paths: [], reason };
}
