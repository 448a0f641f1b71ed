import { at } from '../../../../base/span.ts';
import { isEditable } from '../../../../ecto/edits.ts';
import { insertInFront } from '../../../../ecto/move.ts';
import type { Statement } from '../../../../ecto/statement.ts';
import { directionsOf } from '../../../migration-directions.ts';
import { foretoldAt, foretoldMessages } from '../../../generator-findings.ts';
import { defineRule } from '../../../rule.ts';

export default defineRule({
  subject: 'resource',
  tier: 1,
  severity: 'error',
  summary: 'A sequence is dropped while the default of its column still takes its values from it.',
  messages: {
    ...foretoldMessages,
    up: 'The migration fails (2BP01): the sequence is dropped while the default of `{column}` still takes its values from it. Drop the default first: `execute("ALTER TABLE {table} ALTER COLUMN {column} DROP DEFAULT")`.',
    down: 'The migration cannot be rolled back (2BP01): the sequence is dropped while the default of `{column}` still takes its values from it. Drop the default first: `execute("ALTER TABLE {table} ALTER COLUMN {column} DROP DEFAULT")`.',
  },
  check: (resource, context) => foretoldAt(resource, context, 'sequence-dropped-in-use'),
  *checkMigration(migration, context) {
    for (const { name, statements } of directionsOf(migration)) {
      for (const [position, statement] of statements.entries()) {
        const owner = ownerOfDropped(statement);
        if (owner === undefined) continue;
        if (statements.slice(0, position).some((earlier) => takesDefault(earlier, owner))) continue;
        const { schema, table, column } = owner;
        const code = `execute("ALTER TABLE ${schema}${table} ALTER COLUMN ${column} DROP DEFAULT")`;
        const edit = isEditable(statement) ? insertInFront(context.textOf(migration.path), statement, code) : undefined;
        yield {
          message: name,
          severity: name === 'up' ? 'error' : 'warning',
          data: { table, column },
          at: at(migration.path, statement.nameSpan),
          fixes:
            edit === undefined
              ? []
              : [{ title: 'Drop the default first', safe: false, edits: [{ path: migration.path, edits: [edit] }] }],
        };
      }
    }
  },
});

interface Owner {
  /** With its dot; empty for the public one. */
  readonly schema: string;
  readonly table: string;
  readonly column: string;
}

/** The block that the generator writes, which asks PostgreSQL for the sequence that the column owns. */
function ownerOfDropped(statement: Statement): Owner | undefined {
  if (statement.kind !== 'execute' || statement.command.kind !== 'sql') return undefined;
  const [, schema, table, column] =
    /'DROP SEQUENCE %s',\s*pg_get_serial_sequence\(format\('%I\.%I', '(\w+)', '(\w+)'\), '(\w+)'\)/.exec(
      statement.command.text,
    ) ?? [];
  if (schema === undefined || table === undefined || column === undefined) return undefined;
  return { schema: schema === 'public' ? '' : `${schema}.`, table, column };
}

/** Code may do so too. */
function takesDefault(statement: Statement, { table, column }: Owner): boolean {
  switch (statement.kind) {
    case 'alter-table':
      return (
        statement.table.name === table &&
        statement.changes.some(
          (change) =>
            change.kind === 'unknown' ||
            (change.kind !== 'timestamps' &&
              change.column.name === column &&
              (change.kind === 'remove' || change.definition.default !== undefined)),
        )
      );
    case 'execute':
      return statement.command.kind !== 'sql' || /\b(SET|DROP) DEFAULT\b/i.test(statement.command.text);
    case 'repo':
    case 'unknown':
      return true;
    default:
      return false;
  }
}
