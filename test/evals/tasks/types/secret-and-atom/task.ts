import { call, edit, say } from '../../../harness/scripted.ts';
import { defineTask } from '../../../harness/task.ts';

const lock = 'lib/lodge/stays/lock.ex';

export default defineTask({
  title: 'A token that is not logged, and an atom with its values',
  project: 'lodge',
  messages: [
    {
      phase: 'free',
      text: 'Look at the types of `Lodge.Stays.Lock` and repair what the checklist finds. The battery is `ok`, `low` or `empty`.',
    },
  ],
  expects: {
    gone: [
      { rule: 'security/sensitive-not-marked', path: lock },
      { rule: 'types/atom-without-one-of', path: lock },
    ],
    facts: [{ resource: 'Lodge.Stays.Lock', has: 'attributes', like: { name: 'access_token', 'sensitive?': true } }],
    keeps: [{ resource: 'Lodge.Stays.Lock', has: 'attributes', like: { name: 'battery', 'allow_nil?': false } }],
    touches: [lock, 'lib/lodge/stays/'],
  },
  solution: {
    replies: [
      call({ check: { resource: 'Lodge.Stays.Lock' } }),
      edit(
        lock,
        'Marks the token as sensitive and lists the states of the battery.',
        {
          old: 'attribute :access_token, :string, allow_nil?: false',
          new: 'attribute :access_token, :string, allow_nil?: false, sensitive?: true',
        },
        {
          old: '    attribute :battery, :atom, allow_nil?: false, public?: true\n',
          new: '\n    attribute :battery, :atom do\n      allow_nil? false\n      public? true\n      constraints one_of: [:ok, :low, :empty]\n    end\n\n',
        },
      ),
      say('Both are repaired.'),
    ],
  },
  mistakes: [
    {
      name: 'does half of it',
      replies: [
        edit(lock, 'Marks the token as sensitive.', {
          old: 'attribute :access_token, :string, allow_nil?: false',
          new: 'attribute :access_token, :string, allow_nil?: false, sensitive?: true',
        }),
        say('Both are repaired.'),
      ],
      fails: ['findings-gone'],
    },
  ],
});
