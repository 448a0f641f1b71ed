import { databaseNamesOf } from '../../../../ash/database-names.ts';
import { firstBytes, longestIdentifier } from '../../../../base/byte-length.ts';
import { at } from '../../../../base/span.ts';
import { foretoldAt, foretoldMessages } from '../../../generator-findings.ts';
import { collisionsIn } from '../../../index-collisions.ts';
import { defineRule } from '../../../rule.ts';

export default defineRule({
  subject: 'resource',
  tier: 1,
  severity: 'error',
  summary: 'Two names of a table are the same within the 63 bytes that PostgreSQL keeps.',
  messages: {
    ...foretoldMessages,
    written:
      'The migration fails (42P07): PostgreSQL keeps 63 bytes of a name, and there is an index `{name}` already. Give one of the two a shorter name.',
  },
  *check(resource, context) {
    const told = new Set(databaseNamesOf(context.project, resource).map(({ name }) => cut(name)));
    for (const report of foretoldAt(resource, context, 'cut-names-collide')) {
      // Of foreign keys and unique custom indexes `migrations/identifier-too-long` says so.
      const name = /`([^`]+)`/.exec(report.data?.['what'] ?? '')?.[1];
      if (name === undefined || !told.has(name)) yield report;
    }
  },
  *checkMigration(migration, context) {
    for (const { made, other, isReplaced } of collisionsIn(migration, context)) {
      if (isReplaced || made.name === other.index.name) continue;
      yield {
        message: 'written',
        data: { name: cut(made.name ?? '') },
        at: at(migration.path, made),
        related: [{ at: other.at, message: 'This one has the name.' }],
      };
    }
  },
});

function cut(name: string): string {
  return firstBytes(name, longestIdentifier);
}
