import type { Snapshot } from '../snapshot.ts';
import type { ChangeOf } from './change.ts';

type Drop = ChangeOf<'drop-table'>;

/** Tables go before those that they refer to; in a circle they stay in order (`sort_drop_table_operations`). */
export function sortDrops(drops: readonly Drop[], snapshots: readonly Snapshot[]): Drop[] {
  const snapshotOf = new Map(snapshots.map((snapshot) => [keyOf(snapshot), snapshot]));
  const dropOf = new Map(drops.map((drop) => [keyOf(drop), drop]));
  const targets = new Map(
    drops.map((drop) => {
      const attributes = snapshotOf.get(keyOf(drop))?.attributes ?? [];
      const keys = attributes.flatMap(({ references }) => (references === null ? [] : [keyOf(references)]));
      return [keyOf(drop), new Set(keys.filter((key) => dropOf.has(key)))];
    }),
  );
  const pointers = new Map([...dropOf.keys()].map((key) => [key, 0]));
  for (const keys of targets.values()) for (const key of keys) pointers.set(key, (pointers.get(key) ?? 0) + 1);
  const ready = [...dropOf.keys()].filter((key) => pointers.get(key) === 0);
  const sorted: Drop[] = [];
  for (let key = ready.shift(); key !== undefined; key = ready.shift()) {
    const drop = dropOf.get(key);
    if (drop !== undefined) sorted.push(drop);
    const freed = [...(targets.get(key) ?? [])].filter((target) => {
      const left = (pointers.get(target) ?? 0) - 1;
      pointers.set(target, left);
      return left === 0;
    });
    ready.push(...[...dropOf.keys()].filter((other) => freed.includes(other)));
  }
  return sorted.length === drops.length ? sorted : [...drops];
}

function keyOf({ table, schema }: { readonly table: string; readonly schema: string | null }): string {
  return JSON.stringify([table, schema ?? 'public']);
}
