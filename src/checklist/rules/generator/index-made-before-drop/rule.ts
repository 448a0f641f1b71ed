import { at } from '../../../../base/span.ts';
import { foretoldAt, foretoldMessages } from '../../../generator-findings.ts';
import { collisionsIn } from '../../../index-collisions.ts';
import { defineRule } from '../../../rule.ts';

export default defineRule({
  subject: 'resource',
  tier: 1,
  severity: 'error',
  summary: 'An index is made again before the one of the same name is dropped.',
  messages: {
    ...foretoldMessages,
    written:
      'The migration fails (42P07): there is an index `{name}` already, which is only dropped further down. Drop it first.',
  },
  check: (resource, context) => foretoldAt(resource, context, 'index-made-before-drop'),
  *checkMigration(migration, context) {
    for (const { made, other, isReplaced } of collisionsIn(migration, context)) {
      if (!isReplaced) continue;
      yield {
        message: 'written',
        data: { name: made.name ?? '' },
        at: at(migration.path, made),
        related: [{ at: other.at, message: 'This one is still there.' }],
      };
    }
  },
});
