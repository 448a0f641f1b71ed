import { at } from '../../../../base/span.ts';
import type { Statement } from '../../../../ecto/statement.ts';
import { directionsOf } from '../../../migration-directions.ts';
import { foretoldAt, foretoldMessages } from '../../../generator-findings.ts';
import { defineRule } from '../../../rule.ts';

export default defineRule({
  subject: 'resource',
  tier: 1,
  severity: 'warning',
  summary: 'A foreign key is made deferrable where it is not, or no longer, there.',
  messages: {
    ...foretoldMessages,
    up: 'The migration fails (42704): `{key}` is made deferrable here, and the foreign key only further down. Make it first.',
    down: 'The migration cannot be rolled back (42P01): this changes `{key}`, and `down` has dropped `{table}` before. Leave it out of `down`: it goes with the table.',
  },
  check: (resource, context) => foretoldAt(resource, context, 'deferrable-in-create'),
  *checkMigration(migration) {
    for (const { name: direction, statements } of directionsOf(migration)) {
      for (const [position, statement] of statements.entries()) {
        const altered = alteredKey(statement);
        if (altered === undefined) continue;
        const isGone = statements
          .slice(0, position)
          .some((earlier) => earlier.kind === 'drop-table' && earlier.table.name === altered.table);
        const isLate =
          direction === 'up' && statements.slice(position + 1).some((later) => makesKey(later, altered.key));
        if (direction === 'down' && isGone)
          yield { message: 'down', data: { ...altered }, at: at(migration.path, statement.nameSpan) };
        if (isLate && !statements.slice(0, position).some((earlier) => makesKey(earlier, altered.key)))
          yield {
            message: 'up',
            severity: 'error',
            data: { ...altered },
            at: at(migration.path, statement.nameSpan),
          };
      }
    }
  },
});

interface AlteredKey {
  readonly table: string;
  readonly key: string;
}

/** `ALTER TABLE orders alter CONSTRAINT orders_item_id_fkey NOT DEFERRABLE` */
function alteredKey(statement: Statement): AlteredKey | undefined {
  if (statement.kind !== 'execute' || statement.command.kind !== 'sql') return undefined;
  const [, table, key] = /^\s*ALTER TABLE \S*?(\w+)"?\s+ALTER CONSTRAINT "?(\w+)/i.exec(statement.command.text) ?? [];
  return table === undefined || key === undefined ? undefined : { table, key };
}

function makesKey(statement: Statement, key: string): boolean {
  const changes =
    statement.kind === 'create-table' ? statement.columns : statement.kind === 'alter-table' ? statement.changes : [];
  return changes.some((change) => {
    if (change.kind !== 'add' && change.kind !== 'modify') return false;
    const { type } = change.definition;
    return type.kind === 'reference' && type.reference.name === key;
  });
}
