import { differencesAt, inProgress, type ToldDifference } from '../../../drift-findings.ts';
import { defineRule } from '../../../rule.ts';

export default defineRule({
  subject: 'resource',
  tier: 1,
  severity: 'warning',
  summary: 'An identity that differs from the last snapshot: its unique index was not generated.',
  messages: {
    added:
      'The last snapshot of `{table}` has no identity `{name}`, so no generated migration makes its unique index: run `mix ash.codegen`.',
    removed:
      'The last snapshot of `{table}` has the identity `{name}`, which no resource has any more: the next migration drops its unique index. Run `mix ash.codegen` if it is to go, else bring the identity back.',
    changed:
      '`{field}` of the identity `{name}` is {now}, and {before} in the last snapshot of `{table}`, so no generated migration makes the unique index that this says: run `mix ash.codegen`.',
    'index-name':
      'The unique index of `{name}` is called {now} here, and {before} in the last snapshot of `{table}`. Until `mix ash.codegen` has written its rename, Ash does not recognise the errors of that index.',
    tenancy:
      'The column that tells tenants apart is `{now}` here, and `{before}` in the last snapshot of `{table}`: all indexes that it leads are to be made again. Run `mix ash.codegen`.',
  },
  *check(resource, context) {
    for (const told of differencesAt(resource, context, ['identity'])) {
      const { data, at, related } = told;
      yield { message: messageOf(told), data, at, related, ...inProgress(resource, at, context) };
    }
  },
});

function messageOf({ difference, data }: ToldDifference): 'added' | 'removed' | 'changed' | 'index-name' | 'tenancy' {
  if (data.field === 'index_name') return 'index-name';
  if (data.field === 'multitenancy') return 'tenancy';
  return difference.change === 'renamed' ? 'changed' : difference.change;
}
