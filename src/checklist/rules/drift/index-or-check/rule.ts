import { differencesAt } from '../../../drift-findings.ts';
import type { DifferenceKind } from '../../../../snapshots/difference.ts';
import { defineRule } from '../../../rule.ts';

const words: Readonly<Partial<Record<DifferenceKind, string>>> = {
  index: 'index',
  check: 'check constraint',
  statement: 'custom statement',
};

export default defineRule({
  subject: 'resource',
  tier: 2,
  severity: 'info',
  summary: 'An index, check constraint or custom statement that differs from the last snapshot.',
  messages: {
    added:
      'The last snapshot of `{table}` has no {what} `{name}`, so no generated migration makes it: run `mix ash.codegen`.',
    removed:
      'The last snapshot of `{table}` has the {what} `{name}`, which no resource has any more: the next migration drops it. Run `mix ash.codegen` if it is to go, else bring it back.',
    changed:
      '`{field}` of the {what} `{name}` is {now}, and {before} in the last snapshot of `{table}`, so no generated migration changes it: run `mix ash.codegen`.',
  },
  *check(resource, context) {
    for (const told of differencesAt(resource, context, ['index', 'check', 'statement'])) {
      const { change, kind } = told.difference;
      const data = { ...told.data, what: words[kind] ?? kind };
      yield { message: change === 'renamed' ? 'changed' : change, data, at: told.at, related: told.related };
    }
  },
});
