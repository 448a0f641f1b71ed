import type { IndexEvidence } from '../../../../base/evidence.ts';
import { comparableIndexes } from '../../../comparable-indexes.ts';
import { evidenceOf, printMeasured } from '../../../index-evidence.ts';
import { placeOfIndex } from '../../../place-of-index.ts';
import { removeIndex } from '../../../remove-index.ts';
import { defineRule } from '../../../rule.ts';

/** Speaks only of what was measured. A unique index is there for its rule, whether a query uses it or not. */
export default defineRule({
  subject: 'resource',
  tier: 2,
  severity: 'info',
  summary: 'Measured on generated rows, an index made no declared query faster.',
  messages: {
    unused:
      'No query that the resources declare gains by this index. {summary} If no other code needs it, remove it, for every write into `{table}` pays for it.',
    redundant:
      'Another index serves every declared query that uses this one as well. {summary} If no other code needs it, remove it, for every write into `{table}` pays for it.',
  },
  repeats: { onLine: ['indexes/duplicate', 'indexes/redundant-prefix'] },
  *check(resource, context) {
    for (const index of comparableIndexes(resource, context)) {
      const { declaration } = index;
      const evidence = declaration === undefined || index.unique ? undefined : evidenceOf(index, context);
      if (declaration === undefined || evidence === undefined || !isNeedless(evidence.verdict)) continue;
      yield {
        message: evidence.verdict,
        severity: evidence.verdict === 'redundant' ? 'info' : 'hint',
        data: { summary: printMeasured(evidence), table: evidence.table },
        at: placeOfIndex(index, declaration),
        fixes: removeIndex(index, resource, context),
      };
    }
  },
});

function isNeedless(verdict: IndexEvidence['verdict']): verdict is 'unused' | 'redundant' {
  return verdict === 'unused' || verdict === 'redundant';
}
