import { ashEdit, call, edit, say } from '../../../harness/scripted.ts';
import { defineTask } from '../../../harness/task.ts';

const guest = 'lib/lodge/accounts/guest.ex';
const repo = 'lib/lodge/repo.ex';
const toCiString = {
  kind: 'change_type',
  resource: 'Lodge.Accounts.Guest',
  attribute: 'email',
  type: ':ci_string',
};

export default defineTask({
  title: 'Addresses that differ by case only are one guest, with citext',
  project: 'lodge',
  messages: [
    {
      phase: 'free',
      text: '`Ada@example.org` and `ada@example.org` are two guests at the moment. They are one person. Compare addresses without regard to case, with the `citext` extension.',
    },
  ],
  expects: {
    facts: [{ resource: 'Lodge.Accounts.Guest', has: 'attributes', like: { name: 'email', type: 'ci_string' } }],
    keeps: [{ resource: 'Lodge.Accounts.Guest', has: 'identities', like: { keys: ['email'] } }],
    touches: [guest, repo],
  },
  solution: {
    replies: [
      call({
        get_resource: { resource: 'Lodge.Accounts.Guest' },
        grep: { pattern: 'installed_extensions', context: 3 },
      }),
      edit(repo, 'Has the citext extension installed.', {
        old: '["ash-functions"]',
        new: '["ash-functions", "citext"]',
      }),
      ashEdit(toCiString),
      say('Addresses are compared without regard to case. Merge the duplicates before the migration runs.'),
    ],
  },
  mistakes: [
    {
      name: 'forgets the extension, and gives up when it is told',
      replies: [ashEdit(toCiString), say('Addresses are compared without regard to case.')],
      refusals: [{ tool: 'ash_edit', because: 'types/ci-string-without-citext' }],
      fails: ['facts'],
    },
  ],
});
