import { engineName } from '../../../../base/engine-name.ts';
import { at } from '../../../../base/span.ts';
import { isDeclaredIrreversible } from '../../../../ecto/intent.ts';
import type { Migration } from '../../../../ecto/migration.ts';
import { placeOfFault, wordsOfFault } from '../../../evidence-faults.ts';
import { defineRule } from '../../../rule.ts';

/** Speaks only of what was run: up, down and up again, with the text that the file has now. */
export default defineRule({
  subject: 'migration',
  tier: 1,
  severity: 'error',
  summary: 'Run on PostgreSQL, the migration failed, or its rollback did not bring the schema back.',
  messages: {
    up: '{fault} So it went on {engine}, after the migrations before this one. Repair `up`.',
    down: '{fault} So it went on {engine}, where the migration was run up and down. Repair the way back, or raise in `down` if there is none.',
    again:
      '{fault} So it went on {engine}, where the migration was run up, down and up again. Let a rollback take away what `up` makes.',
    refuted: '{fault} So it went on {engine}, where the migration was run up, down and up again. Repair it.',
  },
  repeats: {
    onLine: [
      'migrations/irreversible-change',
      'migrations/up-down-mismatch',
      'migrations/concurrent-index-in-transaction',
      'generator/*',
    ],
    anywhere: {
      rules: ['migrations/missing-down', 'migrations/empty-down', 'migrations/ash-drop-table-no-rollback'],
      messages: ['down', 'again'],
    },
  },
  *check(migration, context) {
    const evidence = context.evidence.migrationEvidence(migration.path);
    if (evidence?.verdict !== 'refuted') return;
    for (const fault of evidence.faults) {
      yield {
        message: fault.direction,
        severity: fault.direction !== 'up' && isMeant(migration) ? 'hint' : 'error',
        data: wordsOfFault(evidence, fault),
        at: placeOfFault(evidence, fault, context),
      };
    }
    if (evidence.faults.length > 0) return;
    yield {
      message: 'refuted',
      data: { fault: evidence.reason ?? 'The migration was refuted.', engine: engineName(evidence.engine) },
      at: at(migration.path, migration.nameSpan),
    };
  },
});

/** Whoever raises in `down`, or says that there is no way back, knows what a rollback comes to. */
function isMeant(migration: Migration): boolean {
  const raises = (migration.down ?? migration.change)?.statements.some(
    ({ kind, only }) => kind === 'raise' && only !== 'up',
  );
  return raises === true || isDeclaredIrreversible(migration);
}
