import type { Snapshot } from '../snapshot.ts';
import type { Change, Place } from './change.ts';

/**
 * What happens to the primary key of a table that was there before, and the changes of its attributes without what the
 * separate steps do (`pkey_operations`).
 */
export function primaryKeyChanges(
  before: Snapshot,
  after: Snapshot,
  changes: readonly Change[],
  place: Place,
): { readonly key: readonly Change[]; readonly attributes: readonly Change[] } {
  if (!changes.some(touchesKey)) return { key: [], attributes: changes };
  const changed = changes.flatMap((change) =>
    change.kind === 'alter-attribute' || change.kind === 'add-attribute' ? [change.attribute.source] : [],
  );
  const isAddedApart = after.attributes.some(({ primaryKey, source }) => primaryKey && !changed.includes(source));
  const isDroppedInDown = changes.some(
    (change) => (change.kind === 'alter-attribute' || change.kind === 'add-attribute') && change.attribute.primaryKey,
  );
  const key: Change[] = [{ kind: 'remove-primary-key', keys: [...keysOf(before)].sort(), ...place }];
  if (isDroppedInDown) key.push({ kind: 'remove-primary-key-down', ...place });
  if (isAddedApart) {
    key.push({ kind: 'add-primary-key', keys: keysOf(after), ...place });
    key.push({
      ...place,
      kind: 'add-primary-key-down',
      table: before.table,
      schema: before.schema,
      keys: keysOf(before),
      removeOld: !isDroppedInDown,
    });
  }
  return { key, attributes: isAddedApart ? changes.map(withoutKey) : changes };
}

function touchesKey(change: Change): boolean {
  if (change.kind === 'alter-attribute') return change.old.primaryKey !== change.attribute.primaryKey;
  return (change.kind === 'add-attribute' || change.kind === 'remove-attribute') && change.attribute.primaryKey;
}

/** The column keeps the key it had in each direction: steps of their own change it. */
function withoutKey(change: Change): Change {
  switch (change.kind) {
    case 'alter-attribute':
      return { ...change, attribute: { ...change.attribute, primaryKey: change.old.primaryKey } };
    case 'add-attribute':
    case 'remove-attribute':
      return { ...change, attribute: { ...change.attribute, primaryKey: false } };
    default:
      return change;
  }
}

function keysOf({ attributes }: Snapshot): string[] {
  return attributes.filter(({ primaryKey }) => primaryKey).map(({ source }) => source);
}
