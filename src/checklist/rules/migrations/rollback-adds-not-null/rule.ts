import { at } from '../../../../base/span.ts';
import { alterationsOf } from '../../../../ecto/alterations.ts';
import type { AddColumn, RemoveColumn } from '../../../../ecto/column.ts';
import { isEditable, removeColumnOption } from '../../../../ecto/edits.ts';
import { isEmptiedBefore } from '../../../../ecto/emptied.ts';
import type { Migration } from '../../../../ecto/migration.ts';
import { isFilledByItself, requiresValue } from '../../../../ecto/required.ts';
import type { AlterTable, Statement } from '../../../../ecto/statement.ts';
import { existingTables } from '../../../existing-tables.ts';
import type { Fix } from '../../../finding.ts';
import { defineRule, type RuleContext } from '../../../rule.ts';

export default defineRule({
  subject: 'migration',
  tier: 1,
  severity: 'warning',
  summary: 'A rollback brings a column back that has to have a value, and has no value for the rows.',
  messages: {
    down: 'A rollback fails here as soon as `{table}` has a row: the values of `{column}` are gone, and nothing says what to put in their place. Let the column be nullable in `down`, or give it a default.',
    change:
      'A rollback fails here as soon as `{table}` has a row: it adds `{column}` again, and nothing says which value the rows get. Leave `null: false` out, or name a default.',
  },
  *check(migration, context) {
    if (migration.openBecause.length > 0) return;
    const text = context.textOf(migration.path);
    const isExisting = existingTables(migration, context);
    const statements = backward(migration);
    const made = new Set(statements.map((it) => (it.kind === 'create-table' ? it.table.name : undefined)));
    for (const { statement, change } of returning(migration, statements)) {
      const [table, column] = [statement.table.name, change.column.name];
      if (table === undefined || column === undefined || made.has(table) || !isExisting(table)) continue;
      if (change.kind === 'add' && isEmptiedBefore(migration, statement, table, text, statements)) continue;
      yield {
        message: change.kind === 'add' ? 'down' : 'change',
        data: { table, column },
        at: at(migration.path, change.definition?.options.find(({ name }) => name === 'null') ?? change.nameSpan),
        fixes: fixesOf(change, migration, context),
      };
    }
  },
});

/** The statements of `down`; none where Ecto turns `change` around. */
function backward({ down }: Migration): readonly Statement[] {
  return (down?.statements ?? []).filter(({ only }) => only !== 'up');
}

interface Returning {
  readonly statement: AlterTable;
  readonly change: AddColumn | RemoveColumn;
}

/** Columns that a rollback adds to a table with a demand for values that nothing meets. */
function returning({ change, down }: Migration, statements: readonly Statement[]): Returning[] {
  const word = down === undefined ? 'remove' : 'add';
  const written = down === undefined ? (change?.statements ?? []).filter(({ only }) => only !== 'up') : statements;
  return alterationsOf(written).flatMap(({ statement, change: column }): Returning[] => {
    if (column.kind !== word || column.only === 'up' || (column.kind === 'add' && column.ifNotExists)) return [];
    const { definition } = column;
    if (definition === undefined || !requiresValue(definition) || isFilledByItself(definition)) return [];
    return [{ statement, change: column }];
  });
}

function fixesOf(change: AddColumn | RemoveColumn, { path }: Migration, { textOf }: RuleContext): Fix[] {
  const edit = isEditable(change) ? removeColumnOption(textOf(path), change, 'null') : undefined;
  const title = 'Let the column be nullable after a rollback';
  return edit === undefined ? [] : [{ title, safe: false, edits: [{ path, edits: [edit] }] }];
}
