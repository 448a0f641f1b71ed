import { at, type Span } from '../../../../base/span.ts';
import { forwardChanges } from '../../../../ecto/alterations.ts';
import type { AddColumn } from '../../../../ecto/column.ts';
import { isEmptiedBefore } from '../../../../ecto/emptied.ts';
import { isNumbering } from '../../../../ecto/required.ts';
import { volatileCall } from '../../../../ecto/volatile.ts';
import { existingTables } from '../../../existing-tables.ts';
import { defineRule } from '../../../rule.ts';

/** A constant is kept beside the table and costs nothing (PostgreSQL 11, ALTER TABLE); what differs per row has to be written. */
export default defineRule({
  subject: 'migration',
  tier: 2,
  severity: 'warning',
  summary: 'A default that differs from row to row makes PostgreSQL rewrite the table.',
  messages: {
    rewrites:
      'PostgreSQL writes every row of `{table}` anew to give it a value of `{what}`, and nobody can read or write the table meanwhile. On a large table, add the column without it, set the default afterwards, and fill the old rows in batches.',
  },
  *check(migration, context) {
    if (migration.openBecause.length > 0) return;
    const isExisting = existingTables(migration, context);
    for (const { statement, change } of forwardChanges(migration, 'add')) {
      const { name: table } = statement.table;
      const found = volatileIn(change);
      if (table === undefined || found === undefined || change.ifNotExists || !isExisting(table)) continue;
      if (isEmptiedBefore(migration, statement, table, context.textOf(migration.path))) continue;
      yield { message: 'rewrites', data: { table, what: found.what }, at: at(migration.path, found.at) };
    }
  },
});

function volatileIn({ definition }: AddColumn): { readonly what: string; readonly at: Span } | undefined {
  const option = definition.options.find(({ name }) => name === 'default');
  const call = volatileCall(definition.default);
  if (option !== undefined && call !== undefined) return { what: call, at: option };
  const { type } = definition;
  return type.kind === 'named' && isNumbering(type) ? { what: type.name, at: type } : undefined;
}
