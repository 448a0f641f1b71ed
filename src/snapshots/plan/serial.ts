import type { SnapshotAttribute } from '../snapshot.ts';
import type { ChangeOf } from './change.ts';

/** Only a `bigint` counts, though `:serial` is written for a generated `integer` as well. */
export function rendersAsSerial({ type, generated, default: value }: SnapshotAttribute): boolean {
  return type === 'bigint' && generated && value === 'nil';
}

/** What becomes of a column's sequence. */
export function serialTransition(change: ChangeOf<'alter-attribute'>): 'add' | 'remove' | undefined {
  const [before, after] = [rendersAsSerial(change.old), rendersAsSerial(change.attribute)];
  return before === after ? undefined : after ? 'add' : 'remove';
}
