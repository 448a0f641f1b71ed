import { at } from '../../../../base/span.ts';
import { forwardChanges } from '../../../../ecto/alterations.ts';
import type { ModifyColumn } from '../../../../ecto/column.ts';
import { isFilledBefore, isFilledEarlier, isProvenNotNull } from '../../../../ecto/filled.ts';
import { nullableBefore } from '../../../../ecto/history.ts';
import { isEmptiedBefore } from '../../../../ecto/emptied.ts';
import type { Migration } from '../../../../ecto/migration.ts';
import type { AlterTable } from '../../../../ecto/statement.ts';
import { existingTables } from '../../../existing-tables.ts';
import { defineRule, type RuleContext } from '../../../rule.ts';

/** `SET NOT NULL` reads the whole table under ACCESS EXCLUSIVE, unless a valid check proves it (PostgreSQL 12, ALTER TABLE). */
export default defineRule({
  subject: 'migration',
  tier: 1,
  severity: 'warning',
  summary: 'A column is made NOT NULL: that fails on a single NULL, and reads the whole table while it is locked.',
  messages: {
    nulls:
      'This fails as soon as one row of `{table}` has no `{column}`, and nobody can read or write the table while PostgreSQL looks for one. Fill the column first; on a large table, prove it with a check constraint that is validated before.',
    scan: 'Nobody can read or write `{table}` while PostgreSQL looks for a row without `{column}`. On a large table, prove that there is none with a check constraint that is validated in a migration before.',
  },
  *check(migration, context) {
    if (migration.openBecause.length > 0) return;
    const isExisting = existingTables(migration, context);
    for (const { statement, change } of forwardChanges(migration, 'modify')) {
      const [table, column] = [statement.table.name, change.column.name];
      if (table === undefined || column === undefined || !isExisting(table)) continue;
      if (!becomesNotNull(change, statement, migration, context)) continue;
      const text = context.textOf(migration.path);
      if (isEmptiedBefore(migration, statement, table, text)) continue;
      if (isProvenNotNull(context.migrations, migration, statement, table, column)) continue;
      const isFilled =
        isFilledBefore(migration, statement, table, column, text) ||
        isFilledEarlier(context.migrations, migration, table, column, context.textOf);
      yield {
        message: isFilled ? 'scan' : 'nulls',
        severity: isFilled ? 'info' : 'warning',
        data: { table, column },
        at: at(migration.path, change.definition.options.find(({ name }) => name === 'null') ?? change.nameSpan),
      };
    }
  },
});

/** Whether the column certainly could be NULL before. */
function becomesNotNull(
  change: ModifyColumn,
  { table }: AlterTable,
  migration: Migration,
  { migrations }: RuleContext,
): boolean {
  if (change.definition.null !== false || !change.definition.known) return false;
  if (change.from?.null !== undefined) return change.from.null;
  return nullableBefore(migrations, migration, table, change) === true;
}
