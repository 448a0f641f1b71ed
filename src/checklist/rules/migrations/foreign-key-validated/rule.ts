import { at } from '../../../../base/span.ts';
import { printNames } from '../../../../base/names.ts';
import { alterationsOf } from '../../../../ecto/alterations.ts';
import type { AddColumn, ModifyColumn } from '../../../../ecto/column.ts';
import { addUnvalidated, isEditable } from '../../../../ecto/edits.ts';
import { isNewlyAdded } from '../../../../ecto/replaced.ts';
import { forwardOf, type Migration } from '../../../../ecto/migration.ts';
import type { Statement } from '../../../../ecto/statement.ts';
import { existingTables } from '../../../existing-tables.ts';
import type { Fix } from '../../../finding.ts';
import { defineRule, type RuleContext } from '../../../rule.ts';

export default defineRule({
  subject: 'migration',
  tier: 2,
  severity: 'info',
  summary: 'A foreign key is checked for every row while nobody can write to either table.',
  messages: {
    checks:
      'Nobody can write to {tables} while PostgreSQL checks every row of `{table}` for this foreign key, and the migration fails on a row that breaks it. On a large table, add it with `validate: false`, and validate it in a later migration.',
    again:
      'Nobody can write to {tables} while PostgreSQL checks every row of `{table}` for this foreign key, as it did for the one that was dropped. On a large table, add it with `validate: false`, and validate it in a later migration.',
    added:
      'Nobody can write to {tables} while PostgreSQL checks `{table}` for this foreign key. The column is new and empty, so this takes no longer than a look at every row.',
  },
  *check(migration, context) {
    if (migration.openBecause.length > 0) return;
    const isExisting = existingTables(migration, context);
    for (const { statement, change } of alterationsOf(forwardOf(migration))) {
      if ((change.kind !== 'modify' && change.kind !== 'add') || change.only === 'down') continue;
      const { type, default: value } = change.definition;
      const { name: table } = statement.table;
      if (type.kind !== 'reference' || !type.reference.validate || !type.reference.known) continue;
      const { table: other } = type.reference;
      if (table === undefined || other === undefined || !isExisting(table)) continue;
      const isNew = (change.kind === 'add' && value === undefined) || isNewlyAdded(migration, statement, change, table);
      yield {
        message: isNew ? 'added' : isRemade(migration, statement, table) ? 'again' : 'checks',
        severity: isNew ? 'hint' : 'info',
        data: { table, tables: printNames([...new Set([table, other])], 'or') },
        at: at(migration.path, { start: type.start, end: type.start + 'references'.length }),
        fixes: isNew ? [] : fixesOf(change, migration, context),
      };
    }
  },
});

/** The generator drops a key before it makes it anew with other options; its rows were checked once. */
function isRemade(migration: Migration, statement: Statement, table: string): boolean {
  const statements = forwardOf(migration);
  return statements
    .slice(0, statements.indexOf(statement))
    .some((earlier) => earlier.kind === 'drop-constraint' && earlier.constraint.table === table);
}

function fixesOf(change: AddColumn | ModifyColumn, { path }: Migration, { textOf }: RuleContext): Fix[] {
  const edit = isEditable(change) ? addUnvalidated(textOf(path), change) : undefined;
  const title = 'Add the foreign key without checking the rows, to validate it later';
  return edit === undefined ? [] : [{ title, safe: false, edits: [{ path, edits: [edit] }] }];
}
