import { at } from '../../../../base/span.ts';
import { forwardOf } from '../../../../ecto/migration.ts';
import type { Statement } from '../../../../ecto/statement.ts';
import { directionsOf, statementsBefore } from '../../../migration-directions.ts';
import { foretoldAt, foretoldMessages } from '../../../generator-findings.ts';
import { defineRule } from '../../../rule.ts';

export default defineRule({
  subject: 'resource',
  tier: 2,
  severity: 'info',
  summary: 'A rollback leaves the schema behind that a migration made.',
  messages: {
    ...foretoldMessages,
    written:
      'Rolling back leaves the schema `{schema}` behind: `down` does not drop it. Add `execute("DROP SCHEMA {schema}")` at its end, if no other table uses it.',
  },
  check: (resource, context) => foretoldAt(resource, context, 'schema-left-behind'),
  *checkMigration(migration, context) {
    const down = directionsOf(migration).find(({ name }) => name === 'down')?.statements;
    if (down === undefined || down.length === 0 || down.some(mayDropSchema)) return;
    const seen = new Set<string>();
    for (const statement of forwardOf(migration)) {
      const schema = madeSchema(statement);
      if (schema === undefined || statement.conditional || seen.has(schema)) continue;
      seen.add(schema);
      const before = statementsBefore(statement, migration, context);
      if (before.some((earlier) => madeSchema(earlier) === schema)) continue;
      yield { message: 'written', data: { schema }, at: at(migration.path, statement.nameSpan) };
    }
  },
});

function madeSchema(statement: Statement): string | undefined {
  if (statement.kind !== 'execute' || statement.command.kind !== 'sql') return undefined;
  return /^\s*CREATE SCHEMA (?:IF NOT EXISTS )?"?(\w+)"?\s*;?\s*$/i.exec(statement.command.text)?.[1];
}

/** Code may do so too; and one that raises leaves everything. */
function mayDropSchema(statement: Statement): boolean {
  if (statement.kind === 'unknown' || statement.kind === 'repo' || statement.kind === 'raise') return true;
  if (statement.kind !== 'execute') return false;
  return statement.command.kind !== 'sql' || /\bDROP SCHEMA\b/i.test(statement.command.text);
}
