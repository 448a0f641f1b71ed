import { at } from '../../../../base/span.ts';
import { isAddedIn, isCarriedOver, isMadeAnew, isMadeBefore } from '../../../../ecto/replaced.ts';
import { forwardChanges } from '../../../../ecto/alterations.ts';
import { forwardOf, type Migration } from '../../../../ecto/migration.ts';
import type { DropConstraint, DropTable } from '../../../../ecto/statement.ts';
import { existingTables } from '../../../existing-tables.ts';
import { defineRule, type Report, type RuleContext } from '../../../rule.ts';

type Key = 'column' | 'table' | 'carried' | 'replaced' | 'constraint';

export default defineRule({
  subject: 'migration',
  tier: 1,
  severity: 'warning',
  summary: 'What is dropped is gone for good, and a release that still uses it fails.',
  messages: {
    column:
      'The values of `{what}` are lost for good, and a release that still reads `{table}` with this column fails from now on. Deploy the release that no longer knows the column first, and drop it in the next one.',
    table:
      'All rows of `{what}` are lost for good, and a release that still uses the table fails from now on. Deploy the release that no longer knows it first, and drop it in the next one.',
    carried:
      'A release that still uses `{what}` fails from now on. Deploy the release that no longer knows it first, and drop it in the next one.',
    replaced:
      'The values of `{what}` are lost: the column is dropped and added anew, and nothing carries them over. Copy them from the old column to a new one, or change the column with `modify` where PostgreSQL can cast the values.',
    constraint:
      'From now on nothing keeps rows of `{table}` from breaking `{what}`, and a constraint cannot come back while one does. Make sure that the rule is gone, not only its name.',
  },
  *check(migration, context) {
    if (migration.openBecause.length > 0) return;
    const isExisting = existingTables(migration, context);
    yield* columns(migration, context, isExisting);
    for (const statement of forwardOf(migration)) {
      if (statement.conditional) continue;
      if (statement.kind === 'drop-table') yield* table(statement, migration, context, isExisting);
      if (statement.kind === 'drop-constraint') yield* constraint(statement, migration, isExisting);
    }
  },
});

type IsExisting = (table: string | undefined) => boolean;

function* columns(migration: Migration, context: RuleContext, isExisting: IsExisting): Generator<Report<Key>> {
  const text = context.textOf(migration.path);
  for (const { statement, change } of forwardChanges(migration, 'remove')) {
    const [own, what] = [statement.table.name, change.column.name];
    if (own === undefined || what === undefined || !isExisting(own)) continue;
    if (isDroppedIn(migration, own) || isMadeBefore(migration, statement, own, what)) continue;
    const isCarried = isCarriedOver(migration, statement, [own, what], text);
    const isReplaced = isAddedIn(migration, own, what);
    if (isCarried && isReplaced) continue;
    yield {
      message: isReplaced ? 'replaced' : isCarried ? 'carried' : 'column',
      severity: isReplaced || isCarried ? 'info' : 'warning',
      data: { table: own, what },
      at: at(migration.path, change.column),
    };
  }
}

function* table(
  statement: DropTable,
  migration: Migration,
  context: RuleContext,
  isExisting: IsExisting,
): Generator<Report<Key>> {
  const { name } = statement.table;
  if (name === undefined || !isExisting(name)) return;
  const isCarried = isCarriedOver(migration, statement, [name], context.textOf(migration.path));
  yield {
    message: isCarried ? 'carried' : 'table',
    severity: isCarried ? 'info' : 'warning',
    data: { table: name, what: name },
    at: at(migration.path, statement.table),
  };
}

/** Only one that does not come back in another form; a constraint goes with its table or its column. */
function* constraint(statement: DropConstraint, migration: Migration, isExisting: IsExisting): Generator<Report<Key>> {
  const { table: own, name } = statement.constraint;
  if (own === undefined || name === undefined || !isExisting(own) || statement.ifExists) return;
  if (isDroppedIn(migration, own) || isMadeAnew(migration, own, name)) return;
  yield {
    message: 'constraint',
    severity: 'info',
    data: { table: own, what: name },
    at: at(migration.path, statement.constraint),
  };
}

function isDroppedIn(migration: Migration, table: string): boolean {
  return forwardOf(migration).some((it) => it.kind === 'drop-table' && it.table.name === table);
}
