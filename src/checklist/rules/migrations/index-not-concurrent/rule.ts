import { at } from '../../../../base/span.ts';
import type { TextEdit } from '../../../../base/text-edit.ts';
import { addConcurrently, addModuleFlags, isEditable, missingFlags, transactionFlags } from '../../../../ecto/edits.ts';
import { forwardOf, type Migration } from '../../../../ecto/migration.ts';
import type { CreateIndex } from '../../../../ecto/statement.ts';
import { existingTables } from '../../../existing-tables.ts';
import type { Fix } from '../../../finding.ts';
import { defineRule, type RuleContext } from '../../../rule.ts';

/** How many rows a table has is not known, so this is no more than an information. */
export default defineRule({
  subject: 'migration',
  tier: 1,
  severity: 'info',
  summary: 'Nobody can write to a table while an index on it is built.',
  messages: {
    blocks:
      'Nobody can write to `{table}` until this index is built. On a table with many rows, build it with `concurrently: true`, alone in a migration without a transaction.',
  },
  *check(migration, context) {
    if (migration.openBecause.length > 0) return;
    const isExisting = existingTables(migration, context);
    for (const statement of forwardOf(migration)) {
      if (statement.kind !== 'create-index' || statement.conditional) continue;
      const { index } = statement;
      if (index.table === undefined || !index.known || index.concurrently || !isExisting(index.table)) continue;
      // `only: true` is for partitioned tables, whose indexes cannot be built concurrently.
      if (index.options.some(({ name }) => name === 'only')) continue;
      yield {
        message: 'blocks',
        data: { table: index.table },
        at: at(migration.path, statement.nameSpan),
        fixes: fixesOf(statement, migration, context),
      };
    }
  },
});

/** Only for a migration that does nothing else: without a transaction, half of it would stay when the rest fails. */
function fixesOf(statement: CreateIndex, migration: Migration, { textOf }: RuleContext): Fix[] {
  const { path } = migration;
  if (forwardOf(migration).some((other) => other !== statement && other.kind !== 'inert') || !isEditable(statement)) {
    return [];
  }
  const text = textOf(path);
  const flags = addModuleFlags(text, migration, missingFlags(text, migration, transactionFlags));
  const edits = [flags, addConcurrently(text, statement)].filter((edit): edit is TextEdit => edit !== undefined);
  if (edits.length < 2) return [];
  return [{ title: 'Build the index concurrently, without a transaction', safe: false, edits: [{ path, edits }] }];
}
