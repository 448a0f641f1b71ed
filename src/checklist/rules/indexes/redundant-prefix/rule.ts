import {
  comparableIndexes,
  describeIndex,
  holdSameRows,
  startsWithFieldsOf,
  type ComparableIndex,
} from '../../../comparable-indexes.ts';
import { evidenceOf, printMeasured } from '../../../index-evidence.ts';
import { placeOfIndex } from '../../../place-of-index.ts';
import { removeIndex } from '../../../remove-index.ts';
import { defineRule } from '../../../rule.ts';

/** A B-tree finds rows by the columns that it starts with as well as by all of them; it only is larger. */
export default defineRule({
  subject: 'resource',
  tier: 2,
  severity: 'hint',
  summary: 'A larger index starts with the same columns, and serves the same queries.',
  messages: {
    prefix:
      '{Other} starts with the same columns, and finds the same rows: every write into `{table}` pays for both. Remove this one, unless its smaller size matters to you.',
    measured:
      '{Other} starts with the same columns, and serves the same queries. {summary} Every write into `{table}` pays for both: remove this one.',
  },
  repeats: { onLine: ['indexes/duplicate'] },
  *check(resource, context) {
    const indexes = comparableIndexes(resource, context).filter(isPlain);
    for (const index of indexes) {
      const { declaration } = index;
      const longer = declaration === undefined ? undefined : indexes.find((other) => isLonger(other, index));
      if (declaration === undefined || longer === undefined) continue;
      const evidence = evidenceOf(index, context);
      if (evidence?.verdict === 'used') continue;
      const isMeasured = evidence?.verdict === 'redundant';
      const other = describeIndex(longer);
      yield {
        message: isMeasured ? 'measured' : 'prefix',
        severity: isMeasured ? 'info' : 'hint',
        data: {
          Other: other.slice(0, 1).toUpperCase() + other.slice(1),
          table: resource.postgres?.table ?? '',
          summary: isMeasured ? printMeasured(evidence) : '',
        },
        at: placeOfIndex(index, declaration),
        related: longer.at === undefined ? [] : [{ at: longer.at, message: 'This is the larger one.' }],
        fixes: removeIndex(index, resource, context),
      };
    }
  },
});

/** Of all rows that the table has. */
function isPlain({ method, partial }: ComparableIndex): boolean {
  return method.toLowerCase() === 'btree' && !partial;
}

function isLonger(longer: ComparableIndex, index: ComparableIndex): boolean {
  if (index.unique || index.include.length > 0 || longer.fields.length <= index.fields.length) return false;
  return holdSameRows(longer, index) && startsWithFieldsOf(longer, index);
}
