import { ashEdit, call, edit, say } from '../../../harness/scripted.ts';
import { defineTask } from '../../../harness/task.ts';

const room = 'lib/lodge/stays/room.ex';
const kind = `    attribute :kind, :string do
      allow_nil? false
      public? true
      constraints match: ~r/^(single|double|suite)$/
    end
`;

export default defineTask({
  title: 'Kinds of rooms become an enum, with a value that the user adds',
  project: 'lodge',
  messages: [
    {
      phase: 'free',
      text: 'The kind of a room is a string with a regular expression. Make it a proper enum, `Lodge.Stays.RoomKind`, in a file of its own.',
    },
  ],
  // The user writes a value into the proposal before it is applied.
  user: { kind: 'edits', old: /:suite\b/, new: ':suite, :dorm' },
  expects: {
    gone: [{ rule: 'types/string-enum', path: room }],
    facts: [
      { type: 'Lodge.Stays.RoomKind', is: { kind: 'enum', values: ['single', 'double', 'suite', 'dorm'] } },
      { resource: 'Lodge.Stays.Room', has: 'attributes', like: { name: 'kind', type: 'Lodge.Stays.RoomKind' } },
    ],
    touches: [room, 'lib/lodge/stays/room_kind.ex'],
  },
  solution: {
    replies: [
      call({ read: { path: room }, dsl: { name: 'types' } }),
      call({
        write: {
          path: 'lib/lodge/stays/room_kind.ex',
          summary: 'The kinds of rooms that there are.',
          text: 'defmodule Lodge.Stays.RoomKind do\n  use Ash.Type.Enum, values: [:single, :double, :suite]\nend\n',
        },
      }),
      ashEdit({
        kind: 'change_type',
        resource: 'Lodge.Stays.Room',
        attribute: 'kind',
        type: 'Lodge.Stays.RoomKind',
      }),
      say('The kinds are an enum; you added `:dorm`. The column stays text.'),
    ],
  },
  mistakes: [
    {
      name: 'uses the enum and does not write it',
      replies: [
        edit(room, 'Makes the kind an enum.', {
          old: kind,
          new: '    attribute :kind, Lodge.Stays.RoomKind, allow_nil?: false, public?: true\n',
        }),
        say('The kinds are an enum.'),
      ],
      refusals: [{ tool: 'edit', because: 'Lodge.Stays.RoomKind' }],
      fails: ['findings-gone', 'facts'],
    },
  ],
});
