import { call, edit, say } from '../../../harness/scripted.ts';
import { defineTask } from '../../../harness/task.ts';

const room = 'lib/lodge/stays/room.ex';
const label = 'attribute :label, :string, public?: true';

export default defineTask({
  title: 'A key that may be NULL is required',
  project: 'lodge',
  messages: [
    {
      phase: 'free',
      text: 'Rooms without a label pile up in some houses although labels are unique there. Every room has to have a label; none of the rows in production is without one any more. Change the resource.',
    },
  ],
  expects: {
    gone: [{ rule: 'identities/nullable-key', path: room }],
    facts: [{ resource: 'Lodge.Stays.Room', has: 'attributes', like: { name: 'label', 'allow_nil?': false } }],
    keeps: [{ resource: 'Lodge.Stays.Room', has: 'identities', like: { keys: ['house_id', 'label'] } }],
    touches: [room],
  },
  solution: {
    replies: [
      call({ check: { resource: 'Lodge.Stays.Room' }, explain_rule: { rule: 'identities/nullable-key' } }),
      edit(room, 'Requires the label of a room.', {
        old: label,
        new: 'attribute :label, :string, allow_nil?: false, public?: true',
      }),
      say('`label` is required now, so that `unique_label` covers every row.'),
    ],
  },
  mistakes: [
    {
      name: 'makes the finding go away by dropping the identity',
      replies: [
        edit(room, 'Removes the identity.', {
          old: '\n  identities do\n    identity :unique_label, [:house_id, :label]\n  end\n',
          new: '',
        }),
        say('There is no finding any more.'),
      ],
      fails: ['facts'],
    },
    {
      name: 'says that NULLs are meant to repeat',
      replies: [
        edit(room, 'Says what NULL means.', {
          old: '[:house_id, :label]',
          new: '[:house_id, :label], nils_distinct?: true',
        }),
        say('There is no finding any more.'),
      ],
      fails: ['facts'],
    },
  ],
});
