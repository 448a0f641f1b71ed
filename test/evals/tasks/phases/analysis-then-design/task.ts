import { ashEdit, call, say } from '../../../harness/scripted.ts';
import { defineTask } from '../../../harness/task.ts';

const cleaning = 'Lodge.Stays.Cleaning';

export default defineTask({
  title: 'What was analysed is designed in the next phase',
  project: 'lodge',
  messages: [
    {
      phase: 'analysis',
      text: 'We want to record cleanings of rooms: the day it is due and when it was done, one cleaning for a room and day. Analyse the domain for it and put the outcome into the plan; nothing is open from my side. A cleaning goes when its room goes.',
    },
    {
      phase: 'design',
      text: 'I agree with the plan. Skip the blueprint and write the resource `Lodge.Stays.Cleaning` with `due_on` (required) and `done_at`, and `cleanings` on the room.',
    },
  ],
  expects: {
    facts: [
      { domain: 'Lodge.Stays', lists: cleaning },
      { resource: cleaning, has: 'identities', like: { keys: ['room_id', 'due_on'] } },
      { resource: cleaning, has: 'references', like: { relationship: 'room', on_delete: 'delete' } },
      { resource: 'Lodge.Stays.Room', has: 'relationships', like: { name: 'cleanings', type: 'has_many' } },
    ],
    plan: ['analysis'],
    touches: ['lib/lodge/stays.ex', 'lib/lodge/stays/'],
  },
  solution: {
    replies: [
      call({ get_resource: { resource: 'Lodge.Stays.Room' } }),
      call({
        update_plan: {
          section: 'analysis',
          text: 'A cleaning belongs to a room (lib/lodge/stays/room.ex:1), is unique by room and day, and goes with its room.',
        },
      }),
      say('The analysis is in the plan.'),
      call({ read_plan: {} }),
      ashEdit({
        kind: 'create_resource',
        module: cleaning,
        domain: 'Lodge.Stays',
        attributes: [
          { name: 'due_on', type: ':date', allowNil: false, public: true },
          { name: 'done_at', type: ':utc_datetime', public: true },
        ],
      }),
      ashEdit({
        kind: 'add_relationship',
        resource: cleaning,
        type: 'belongs_to',
        name: 'room',
        destination: 'Lodge.Stays.Room',
        allowNil: false,
        inverse: { type: 'has_many', name: 'cleanings' },
        reference: { onDelete: 'delete' },
      }),
      ashEdit({ kind: 'add_identity', resource: cleaning, keys: ['room_id', 'due_on'] }),
      say('Cleanings are there, one for a room and day.'),
    ],
  },
  mistakes: [
    {
      name: 'writes migrations while resources are designed',
      replies: [
        call({
          update_plan: { section: 'analysis', text: 'A cleaning belongs to a room, and is unique by room and day.' },
        }),
        say('The analysis is in the plan.'),
        call({
          write: {
            path: 'priv/repo/migrations/20260401080000_create_cleanings.exs',
            summary: 'Creates the table.',
            text: 'defmodule Lodge.Repo.Migrations.CreateCleanings do\n  use Ecto.Migration\n\n  def change do\n    create table(:cleanings)\n  end\nend\n',
          },
        }),
        say('The table is there.'),
      ],
      refusals: [{ tool: 'write', because: 'migrations come after resource design' }],
      fails: ['facts'],
    },
  ],
});
