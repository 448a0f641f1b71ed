import { differencesAt, inProgress } from '../../../drift-findings.ts';
import { defineRule } from '../../../rule.ts';

export default defineRule({
  subject: 'resource',
  tier: 1,
  severity: 'warning',
  summary: 'A foreign key that differs from the last snapshot: the database has another one, or none.',
  messages: {
    added:
      'The last snapshot of `{table}` has no foreign key on `{name}`, so no generated migration makes one: run `mix ash.codegen`.',
    removed:
      'The last snapshot of `{table}` has a foreign key on `{name}`, which nothing here asks for any more: the next migration drops it. Run `mix ash.codegen` if it is to go, else bring it back.',
    changed:
      '`{field}` of the foreign key on `{name}` is {now}, and {before} in the last snapshot of `{table}`, so no generated migration makes the one that this says: run `mix ash.codegen`.',
  },
  *check(resource, context) {
    for (const { difference, at, data, related } of differencesAt(resource, context, ['reference'])) {
      const message = difference.change === 'renamed' ? 'changed' : difference.change;
      yield { message, data, at, related, ...inProgress(resource, at, context) };
    }
  },
});
