import { at } from '../../../../base/span.ts';
import { directionsOf } from '../../../migration-directions.ts';
import { foretoldAt, foretoldMessages } from '../../../generator-findings.ts';
import { defineRule } from '../../../rule.ts';

export default defineRule({
  subject: 'resource',
  tier: 1,
  severity: 'error',
  summary: 'Only what changed of precision, scale and size is written, and the rest is lost.',
  messages: {
    ...foretoldMessages,
    written:
      'The migration fails: Ecto takes no `scale` without a `precision` ("missing precision option"). Write both.',
  },
  check: (resource, context) => foretoldAt(resource, context, 'decimal-loses-digits'),
  *checkMigration(migration) {
    for (const { statements } of directionsOf(migration)) {
      for (const statement of statements) {
        const changes =
          statement.kind === 'create-table'
            ? statement.columns
            : statement.kind === 'alter-table'
              ? statement.changes
              : [];
        for (const change of changes) {
          if (change.kind !== 'add' && change.kind !== 'modify') continue;
          const { scale, known, options } = change.definition;
          const isAlone = known && scale !== undefined && options.every(({ name }) => name !== 'precision');
          if (isAlone) yield { message: 'written', at: at(migration.path, change.nameSpan) };
        }
      }
    }
  },
});
