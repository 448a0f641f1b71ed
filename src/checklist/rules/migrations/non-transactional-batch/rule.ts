import { at } from '../../../../base/span.ts';
import { firstThatStays } from '../../../../ecto/rerun.ts';
import { defineRule } from '../../../rule.ts';

export default defineRule({
  subject: 'migration',
  tier: 2,
  severity: 'warning',
  summary: 'Without a transaction, a migration that fails half way cannot be run again.',
  messages: {
    halfway:
      'If a later command of this migration fails, what this one did stays, since there is no transaction; the migration does not count as run, and fails here when it is run again. Put each command into a migration of its own.',
  },
  *check(migration) {
    if (migration.openBecause.length > 0 || !migration.disablesTransaction) return;
    const first = firstThatStays(migration);
    if (first !== undefined) yield { message: 'halfway', at: at(migration.path, first.nameSpan) };
  },
});
