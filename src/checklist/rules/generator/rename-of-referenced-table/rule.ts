import { at, type Span } from '../../../../base/span.ts';
import type { Statement } from '../../../../ecto/statement.ts';
import { directionsOf } from '../../../migration-directions.ts';
import { foretoldAt, foretoldMessages } from '../../../generator-findings.ts';
import { defineRule } from '../../../rule.ts';

export default defineRule({
  subject: 'resource',
  tier: 1,
  severity: 'error',
  summary: 'A foreign key is made to the new name of a table before the table is renamed.',
  messages: {
    ...foretoldMessages,
    written:
      'The migration fails (42P01): this refers to `{to}`, and the table is renamed to that only further down. Move the `rename` in front of it.',
  },
  check: (resource, context) => foretoldAt(resource, context, 'rename-of-referenced-table'),
  *checkMigration(migration) {
    for (const { statements } of directionsOf(migration)) {
      for (const [position, statement] of statements.entries()) {
        if (statement.kind !== 'rename-table' || statement.to.name === undefined) continue;
        const to = statement.to.name;
        const before = statements.slice(0, position);
        if (before.some((earlier) => makesOrFrees(earlier, to))) continue;
        for (const place of before.flatMap((earlier) => referencesTo(earlier, to)))
          yield {
            message: 'written',
            data: { to },
            at: at(migration.path, place),
            related: [{ at: at(migration.path, statement.nameSpan), message: 'Here it gets that name.' }],
          };
      }
    }
  },
});

/** Whoever takes the name away from another table knows that there was one. */
function makesOrFrees(statement: Statement, table: string): boolean {
  const isTable = statement.kind === 'create-table' || statement.kind === 'drop-table';
  return (isTable || statement.kind === 'rename-table') && statement.table.name === table;
}

function referencesTo(statement: Statement, table: string): Span[] {
  const changes =
    statement.kind === 'create-table' ? statement.columns : statement.kind === 'alter-table' ? statement.changes : [];
  return changes.flatMap((change) => {
    if (change.kind !== 'add' && change.kind !== 'modify') return [];
    const { type } = change.definition;
    return type.kind === 'reference' && type.reference.table === table ? [type] : [];
  });
}
