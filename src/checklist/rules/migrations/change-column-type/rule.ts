import { at } from '../../../../base/span.ts';
import { forwardChanges, type Alteration } from '../../../../ecto/alterations.ts';
import type { ModifyColumn } from '../../../../ecto/column.ts';
import { databaseType, printDatabaseType, type DatabaseType } from '../../../../ecto/database-type.ts';
import { columnBefore } from '../../../../ecto/history.ts';
import type { Migration } from '../../../../ecto/migration.ts';
import { typeChange, type TypeChange } from '../../../../ecto/type-change.ts';
import { existingTables } from '../../../existing-tables.ts';
import type { Severity } from '../../../finding.ts';
import { defineRule, type RuleContext } from '../../../rule.ts';

export default defineRule({
  subject: 'migration',
  tier: 2,
  severity: 'warning',
  summary: 'Another type for a column: PostgreSQL rewrites the table, rounds values, or refuses.',
  messages: {
    rewrites:
      'PostgreSQL rewrites every row of `{table}` to turn `{column}` from `{before}` into `{after}`, and nobody can read or write the table meanwhile. On a large table, add a new column, fill it in batches, and drop the old one later.',
    reindexes:
      'PostgreSQL builds every index on `{column}` anew when it turns from `{before}` into `{after}`, and nobody can read or write `{table}` meanwhile. On a large table, deploy this at a quiet hour.',
    rounds:
      'The values of `{column}` are rounded for good when it turns from `{before}` into `{after}`, and PostgreSQL rewrites every row of `{table}` while nobody can read or write it. Name a type that keeps all digits, or copy the old values first.',
    shortens:
      'This fails if a value of `{column}` does not fit into `{after}` (it is `{before}` now), and nobody can read or write `{table}` while PostgreSQL looks at every row. Shorten the values first, or check their length with a constraint instead.',
    impossible:
      'This migration fails: PostgreSQL does not turn `{before}` into `{after}` by itself. Write the `ALTER TABLE` with `USING` in `execute`, or add a new column and fill it.',
  },
  *check(migration, context) {
    if (migration.openBecause.length > 0) return;
    const isExisting = existingTables(migration, context);
    for (const alteration of forwardChanges(migration, 'modify')) {
      const { statement, change } = alteration;
      const { name: table } = statement.table;
      const { name: column } = change.column;
      if (table === undefined || column === undefined || !isExisting(table)) continue;
      const types = typesOf(alteration, migration, context);
      const effect = types === undefined ? undefined : typeChange(types.before, types.after);
      if (types === undefined || effect === undefined || effect === 'free') continue;
      yield {
        message: effect,
        severity: severityOf[effect],
        data: { table, column, before: printDatabaseType(types.before), after: printDatabaseType(types.after) },
        at: at(migration.path, change.definition.type),
      };
    }
  },
});

const severityOf: Readonly<Record<Exclude<TypeChange, 'free'>, Severity>> = {
  rewrites: 'warning',
  reindexes: 'info',
  rounds: 'warning',
  shortens: 'warning',
  impossible: 'error',
};

function typesOf(
  { statement, change }: Alteration<ModifyColumn>,
  migration: Migration,
  { migrations }: RuleContext,
): { readonly before: DatabaseType; readonly after: DatabaseType } | undefined {
  const definition = columnBefore(migrations, migration, statement.table, change) ?? change.from;
  const before = definition === undefined ? undefined : databaseType(definition);
  const after = databaseType(change.definition);
  return before === undefined || after === undefined ? undefined : { before, after };
}
