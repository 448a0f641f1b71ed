import { at, type Span } from '../../../../base/span.ts';
import { printNames } from '../../../../base/names.ts';
import { forwardChanges, type Alteration } from '../../../../ecto/alterations.ts';
import type { AddColumn, Definition, Timestamps } from '../../../../ecto/column.ts';
import { isEditable, removeColumnOption } from '../../../../ecto/edits.ts';
import type { Migration } from '../../../../ecto/migration.ts';
import { isEmptiedBefore } from '../../../../ecto/emptied.ts';
import { isFilledByItself, requiresValue } from '../../../../ecto/required.ts';
import { existingTables } from '../../../existing-tables.ts';
import type { Fix } from '../../../finding.ts';
import { defineRule, type RuleContext } from '../../../rule.ts';

export default defineRule({
  subject: 'migration',
  tier: 1,
  severity: 'error',
  summary: 'A new column that has to have a value, and no value for the rows that are there.',
  messages: {
    added:
      'This migration fails as soon as `{table}` has a row, since nothing says which value it gets in {columns}. Give the column a default; or add it as nullable, fill it, and require it in a later migration.',
  },
  *check(migration, context) {
    if (migration.openBecause.length > 0) return;
    const isExisting = existingTables(migration, context);
    const added = [...forwardChanges(migration, 'add'), ...forwardChanges(migration, 'timestamps')];
    for (const { statement, change } of added) {
      const { name } = statement.table;
      const required = requiredBy(change);
      if (name === undefined || required === undefined || !isExisting(name)) continue;
      if (isEmptiedBefore(migration, statement, name, context.textOf(migration.path))) continue;
      yield {
        message: 'added',
        data: { table: name, columns: printNames(required.columns) },
        at: at(migration.path, required.at),
        fixes: change.kind === 'add' ? fixesOf({ statement, change }, migration, context) : [],
      };
    }
  },
});

/** What a change adds that has to have a value, and where it says so. */
function requiredBy(change: AddColumn | Timestamps): { columns: readonly string[]; at: Span } | undefined {
  const { definition } = change;
  if (definition === undefined || !requiresValue(definition) || isFilledByItself(definition)) return undefined;
  if (change.kind === 'timestamps') {
    return change.columns === undefined || change.columns.length === 0
      ? undefined
      : { columns: change.columns, at: change.nameSpan };
  }
  const { name } = change.column;
  return name === undefined || change.ifNotExists
    ? undefined
    : { columns: [name], at: nullOptionOf(definition, change) };
}

function nullOptionOf(definition: Definition, change: AddColumn): Span {
  return definition.options.find((option) => option.name === 'null') ?? change.nameSpan;
}

function fixesOf({ change }: Alteration<AddColumn>, { path }: Migration, { textOf }: RuleContext): Fix[] {
  const edit = isEditable(change) ? removeColumnOption(textOf(path), change, 'null') : undefined;
  const title = 'Add the column as nullable, to be filled and required later';
  return edit === undefined ? [] : [{ title, safe: false, edits: [{ path, edits: [edit] }] }];
}
