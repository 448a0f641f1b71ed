import { at } from '../../../../base/span.ts';
import { isMadeBefore } from '../../../../ecto/replaced.ts';
import { forwardOf, type Migration } from '../../../../ecto/migration.ts';
import { existingTables } from '../../../existing-tables.ts';
import { defineRule } from '../../../rule.ts';

export default defineRule({
  subject: 'migration',
  tier: 2,
  severity: 'warning',
  summary: 'The running release does not know the new name, and the next one does not know the old one.',
  messages: {
    column:
      'The release that is running fails on `{table}` from here on, since it still asks for `{from}`. Keep the column, and call the attribute by its new name with `source: :{from}`.',
    table:
      'The release that is running fails from here on, since it still asks for `{from}`. Keep the table, and name it in the resource: `table "{from}"`.',
  },
  *check(migration, context) {
    if (migration.openBecause.length > 0) return;
    const isExisting = existingTables(migration, context);
    for (const statement of forwardOf(migration)) {
      if (statement.conditional) continue;
      if (statement.kind !== 'rename-column' && statement.kind !== 'rename-table') continue;
      const { name: table } = statement.table;
      if (table === undefined || !isExisting(table)) continue;
      const from = statement.kind === 'rename-table' ? table : statement.column;
      if (from === undefined || keepsView(migration, table)) continue;
      if (statement.kind === 'rename-column' && isMadeBefore(migration, statement, table, from)) continue;
      yield {
        message: statement.kind === 'rename-table' ? 'table' : 'column',
        data: { table, from },
        at: at(migration.path, statement.nameSpan),
      };
    }
  },
});

/** A view with the old name serves the running release. */
function keepsView(migration: Migration, table: string): boolean {
  const view = new RegExp(`\\bCREATE\\s+(OR\\s+REPLACE\\s+)?VIEW\\s+(\\S+\\.)?"?${table}"?(\\s|$)`, 'i');
  return forwardOf(migration).some(
    (it) => it.kind === 'execute' && (it.command.kind !== 'sql' || view.test(it.command.text)),
  );
}
