import { at } from '../../../../base/span.ts';
import type { ColumnChange } from '../../../../ecto/column.ts';
import { directionsOf } from '../../../migration-directions.ts';
import { foretoldAt, foretoldMessages } from '../../../generator-findings.ts';
import { defineRule } from '../../../rule.ts';

export default defineRule({
  subject: 'resource',
  tier: 1,
  severity: 'error',
  summary: 'A column is renamed inside `alter table`, where Ecto refuses to run it.',
  messages: {
    ...foretoldMessages,
    written:
      'The migration fails: Ecto refuses a `rename` inside `alter table` ("cannot execute nested commands"). Put it in front of the block, on its own.',
  },
  check: (resource, context) => foretoldAt(resource, context, 'rename-in-alter'),
  *checkMigration(migration) {
    for (const { statements } of directionsOf(migration)) {
      for (const statement of statements) {
        if (statement.kind !== 'alter-table') continue;
        for (const change of statement.changes) {
          if (isRename(change)) yield { message: 'written', at: at(migration.path, change.nameSpan) };
        }
      }
    }
  },
});

function isRename(change: ColumnChange): boolean {
  return change.kind === 'unknown' && change.expr.kind === 'call' && change.expr.name === 'rename';
}
