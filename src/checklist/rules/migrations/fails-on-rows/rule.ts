import { placeOfFault, wordsOfFault } from '../../../evidence-faults.ts';
import { defineRule } from '../../../rule.ts';

/** Speaks only of what was run on tables that had rows, with the text that the file has now. */
export default defineRule({
  subject: 'migration',
  tier: 1,
  severity: 'warning',
  summary: 'Run on tables with rows, the migration failed, though it runs on empty ones.',
  messages: {
    always:
      '{fault} So it went on {engine} with rows in the tables, and it does whatever the rows are. Give the rows what the change asks of them first, or leave the demand out.',
    values:
      '{fault} So it went on {engine} with generated rows, and whether it does with yours depends on their values. Look at them before you deploy.',
  },
  repeats: {
    onLine: [
      'migrations/add-not-null-without-default',
      'migrations/change-column-type',
      'migrations/foreign-key-validated',
      'migrations/rollback-adds-not-null',
      'migrations/set-not-null',
      'migrations/unique-may-fail',
    ],
  },
  *check(migration, context) {
    const evidence = context.evidence.migrationEvidence(migration.path);
    if (evidence === undefined) return;
    for (const fault of evidence.rowFaults) {
      yield {
        message: fault.always ? 'always' : 'values',
        severity: fault.always ? 'warning' : 'info',
        data: wordsOfFault(evidence, fault),
        at: placeOfFault(evidence, fault, context),
      };
    }
  },
});
