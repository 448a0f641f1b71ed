import {
  comparableIndexes,
  describeIndex,
  holdSameRows,
  startsWithFieldsOf,
  type ComparableIndex,
} from '../../../comparable-indexes.ts';
import { placeOfIndex } from '../../../place-of-index.ts';
import { removeIndex } from '../../../remove-index.ts';
import { defineRule } from '../../../rule.ts';

/** PostgreSQL makes an index as often as it is told to, and writes into all of them. */
export default defineRule({
  subject: 'resource',
  tier: 2,
  severity: 'warning',
  summary: 'Two indexes of a table are the same: each write pays for both, and no query gains.',
  messages: {
    duplicate:
      'This index holds the same as {other}: every write into `{table}` pays for both, and no query gains by the second. Remove this one.',
  },
  repeats: { onLine: ['generator/names-collide'] },
  *check(resource, context) {
    const indexes = comparableIndexes(resource, context);
    for (const index of indexes) {
      const { declaration } = index;
      if (declaration === undefined) continue;
      const other = indexes.find((candidate) => isSecondTo(index, candidate, indexes));
      if (other === undefined) continue;
      yield {
        message: 'duplicate',
        data: { other: describeIndex(other), table: resource.postgres?.table ?? '' },
        at: placeOfIndex(index, declaration),
        related: other.at === undefined ? [] : [{ at: other.at, message: 'This is the other one.' }],
        fixes: removeIndex(index, resource, context),
      };
    }
  },
});

/** Of two that serve for each other, a custom index is the second, then the later one. References share an index. */
function isSecondTo(index: ComparableIndex, other: ComparableIndex, all: readonly ComparableIndex[]): boolean {
  if (index === other || !servesFor(other, index)) return false;
  if (index.origin === 'reference' && other.origin === 'reference') return false;
  if (!servesFor(index, other)) return true;
  if (index.origin !== other.origin) return index.origin === 'custom_index' || other.declaration === undefined;
  return all.indexOf(index) > all.indexOf(other);
}

/** Whether one index does all that the other one does: finding rows, and keeping them unique. */
function servesFor(one: ComparableIndex, other: ComparableIndex): boolean {
  const isSame =
    one.fields.length === other.fields.length &&
    startsWithFieldsOf(one, other) &&
    one.method.toLowerCase() === other.method.toLowerCase() &&
    [...one.include].sort().join() === [...other.include].sort().join() &&
    holdSameRows(one, other);
  return isSame && (!other.unique || (one.unique && one.nullsDistinct === other.nullsDistinct));
}
