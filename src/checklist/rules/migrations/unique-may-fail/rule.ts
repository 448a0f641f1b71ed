import { at } from '../../../../base/span.ts';
import { printNames } from '../../../../base/names.ts';
import { namesWord, rowWritesOf } from '../../../../ecto/data-writes.ts';
import { forwardOf, type Migration } from '../../../../ecto/migration.ts';
import type { CreateIndex, Index, Statement } from '../../../../ecto/statement.ts';
import { isKeptUnique } from '../../../../ecto/unique-before.ts';
import { existingTables } from '../../../existing-tables.ts';
import { defineRule, type RuleContext } from '../../../rule.ts';

export default defineRule({
  subject: 'migration',
  tier: 2,
  severity: 'info',
  summary: 'A unique index cannot be built while two rows have the same values.',
  messages: {
    duplicates:
      'This migration fails if two rows of `{table}` have the same {columns}. Look for them before you deploy: `{query}`',
  },
  *check(migration, context) {
    if (migration.openBecause.length > 0) return;
    const isExisting = existingTables(migration, context);
    for (const statement of forwardOf(migration)) {
      if (statement.kind !== 'create-index' || !statement.index.unique || statement.conditional) continue;
      const { table, columns, known } = statement.index;
      if (table === undefined || columns === undefined || !known || !isExisting(table)) continue;
      if (cannotFail(statement, migration, context)) continue;
      yield {
        message: 'duplicates',
        data: { table, columns: printNames(columns.map(({ name }) => name)), query: queryFor(statement.index) },
        at: at(migration.path, statement.nameSpan),
      };
    }
  },
});

/** The migration itself sees to it, or an index that was there until now did. */
function cannotFail(statement: CreateIndex, migration: Migration, { migrations, textOf }: RuleContext): boolean {
  const { table = '' } = statement.index;
  const statements = forwardOf(migration);
  const before = statements.slice(0, statements.indexOf(statement));
  const text = textOf(migration.path);
  const isCleaned = before.some(
    (earlier) =>
      earlier.kind === 'unknown' ||
      (earlier.kind === 'execute' && earlier.command.kind !== 'sql') ||
      rowWritesOf(earlier, text).some((write) => namesWord(write, table)),
  );
  if (isCleaned || before.some((earlier) => addsKeyColumn(earlier, statement.index))) return true;
  return isKeptUnique(statement, migration, migrations);
}

/** A column that the migration adds is NULL in every row, and NULLs do not collide; or it is unique by itself. */
function addsKeyColumn(statement: Statement, { table, columns, nullsDistinct }: Index): boolean {
  if (statement.kind !== 'alter-table' || statement.table.name !== table || nullsDistinct === false) return false;
  return statement.changes.some(
    (change) =>
      change.kind === 'add' &&
      (change.definition.default === undefined || change.definition.default.kind === 'call') &&
      columns?.some((column) => column.name === change.column.name) === true,
  );
}

/** NULLs do not collide, unless the index says so. */
function queryFor({ prefix, table = '', columns = [], where, nullsDistinct }: Index): string {
  const names = columns.map(({ name }) => name).join(', ');
  const from = prefix.kind === 'schema' ? `${prefix.name}.${table}` : table;
  const filled =
    nullsDistinct === false ? [] : [columns.length === 1 ? `${names} IS NOT NULL` : `(${names}) IS NOT NULL`];
  const conditions = [...filled, ...(where === undefined ? [] : [`(${where})`])];
  const filter = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
  return `SELECT ${names}, count(*) FROM ${from}${filter} GROUP BY ${names} HAVING count(*) > 1`;
}
