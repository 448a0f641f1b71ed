import { differencesAt, inProgress } from '../../../drift-findings.ts';
import { defineRule } from '../../../rule.ts';

export default defineRule({
  subject: 'resource',
  tier: 1,
  severity: 'warning',
  summary: 'A column that differs from the last snapshot of its table: its migration was not generated.',
  messages: {
    added:
      'The last snapshot of `{table}` has no column `{name}`, so no generated migration adds it: run `mix ash.codegen`.',
    removed:
      'The last snapshot of `{table}` has the column `{name}`, which no attribute has any more: the next migration drops it with all its values. Run `mix ash.codegen` if it is to go, else bring the attribute back.',
    renamed:
      'The last snapshot of `{table}` has `{before}` in place of `{name}`. Run `mix ash.codegen`: it asks whether this is a rename, and any answer but yes drops `{before}` with all its values.',
    changed:
      '`{field}` of the column `{name}` is {now}, and {before} in the last snapshot of `{table}`, so no generated migration changes it: run `mix ash.codegen`.',
  },
  *check(resource, context) {
    for (const { difference, at, data, related } of differencesAt(resource, context, ['column'])) {
      if (isOlderUuid7(data) && !context.isAtLeast(resource.path, 'ash_postgres', '2.6.28')) continue;
      yield { message: difference.change, data, at, related, ...inProgress(resource, at, context) };
    }
  },
});

/** Earlier generators did not know that PostgreSQL 18 makes such keys itself. */
function isOlderUuid7({ now, before }: { readonly now: string; readonly before: string }): boolean {
  return now.includes('uuidv7()') && before.includes('uuid_generate_v7()');
}
