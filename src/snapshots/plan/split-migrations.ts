import type { Change } from './change.ts';

/** The changes of each file: indexes that are made concurrently cannot run in the transaction of the others. */
export function splitMigrations(changes: readonly Change[]): readonly Change[][] {
  const concurrent = changes.filter(isConcurrent);
  const others = changes.filter((change) => !isConcurrent(change));
  return [others, concurrent].filter((part) => part.length > 0);
}

export function isConcurrent(change: Change): boolean {
  return change.kind === 'add-custom-index' && change.index.concurrently;
}
