import { at } from '../../../../base/span.ts';
import { foretoldAt, foretoldMessages } from '../../../generator-findings.ts';
import { collisionsIn } from '../../../index-collisions.ts';
import { defineRule } from '../../../rule.ts';

export default defineRule({
  subject: 'resource',
  tier: 1,
  severity: 'error',
  summary: 'Two indexes or two foreign keys get the same name.',
  messages: {
    ...foretoldMessages,
    written: 'The migration fails (42P07): there is an index `{name}` already. Give one of the two a name of its own.',
  },
  check: (resource, context) => foretoldAt(resource, context, 'names-collide'),
  *checkMigration(migration, context) {
    for (const { made, other, isReplaced } of collisionsIn(migration, context)) {
      if (isReplaced || made.name !== other.index.name) continue;
      yield {
        message: 'written',
        data: { name: made.name ?? '' },
        at: at(migration.path, made),
        related: [{ at: other.at, message: 'This one has the name.' }],
      };
    }
  },
});
