import type { ChangedSince, MigrationSelection } from './port.ts';

/** Who names migrations and nothing else wants them examined, changed or not. */
export function withNamed(selection: MigrationSelection, paths: readonly string[] | undefined): MigrationSelection {
  const namesMigrations = paths?.every((path) => /(^|\/)(tenant_)?migrations(\/|$)/.test(path)) ?? false;
  if (!namesMigrations || selection.kind === 'all') return selection;
  return selection.changed === undefined ? { kind: 'all' } : { kind: 'all', changed: selection.changed };
}

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
  const { paths, comparedWith, uncommitted } = found;
  const changed = { paths, comparedWith, ...(uncommitted === undefined ? {} : { uncommitted }) };
  const reason = `no migration of its table changed since \`${comparedWith}\`; ${seeAll}`;
  return examine === 'all' ? { kind: 'all', changed } : { kind: 'some', paths, reason, changed };
}
