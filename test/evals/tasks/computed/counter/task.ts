import { call, edit, say } from '../../../harness/scripted.ts';
import { defineTask } from '../../../harness/task.ts';

const house = 'lib/lodge/stays/house.ex';

export default defineTask({
  title: 'A stored counter becomes an aggregate; the user refuses a part',
  project: 'lodge',
  messages: [
    {
      phase: 'free',
      text: '`room_count` of a house is wrong every few weeks, because it is counted up by hand. Let the database count, under the same name, and leave nothing of the old way behind.',
    },
  ],
  user: { kind: 'refuses-parts', adding: '@moduledoc', reason: 'No documentation in this change.' },
  expects: {
    facts: [
      {
        resource: 'Lodge.Stays.House',
        has: 'aggregates',
        like: { name: 'room_count', kind: 'count', relationship_path: ['rooms'] },
      },
      { resource: 'Lodge.Stays.House', lacks: 'attributes', like: { name: 'room_count' } },
      { resource: 'Lodge.Stays.House', lacks: 'actions', like: { name: 'count_room' } },
    ],
    touches: [house],
  },
  solution: {
    replies: [
      call({ read: { path: house }, read_skill: { name: 'database-design' } }),
      edit(
        house,
        'Counts the rooms in the database.',
        {
          old: 'defmodule Lodge.Stays.House do\n',
          new: 'defmodule Lodge.Stays.House do\n  @moduledoc "A house with rooms to let."\n\n',
        },
        {
          old: '\n    update :count_room do\n      accept []\n      change increment(:room_count)\n    end\n',
          new: '',
        },
        { old: '    attribute :room_count, :integer, allow_nil?: false, default: 0, public?: true\n', new: '' },
        {
          old: '    has_many :rooms, Lodge.Stays.Room\n  end\n',
          new: '    has_many :rooms, Lodge.Stays.Room\n  end\n\n  aggregates do\n    count :room_count, :rooms do\n      public? true\n    end\n  end\n',
        },
      ),
      say('The database counts now; the documentation was left out as you wished.'),
    ],
  },
  mistakes: [
    {
      name: 'leaves the stored counter beside the aggregate',
      replies: [
        edit(house, 'Counts the rooms in the database.', {
          old: '    has_many :rooms, Lodge.Stays.Room\n  end\n',
          new: '    has_many :rooms, Lodge.Stays.Room\n  end\n\n  aggregates do\n    count :rooms_total, :rooms\n  end\n',
        }),
        say('The database counts now.'),
      ],
      fails: ['facts'],
    },
  ],
});
