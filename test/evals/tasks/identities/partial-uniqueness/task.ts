import { ashEdit, call, edit, say } from '../../../harness/scripted.ts';
import { defineTask } from '../../../harness/task.ts';

const booking = 'lib/lodge/stays/booking.ex';
const withoutSql = edit(booking, 'Adds a partial identity.', {
  old: '  end\nend\n',
  new: '  end\n\n  identities do\n    identity :unique_open_start, [:room_id, :starts_on], where: expr(is_nil(cancelled_at))\n  end\nend\n',
});

export default defineTask({
  title: 'Unique among the bookings that were not cancelled, with its SQL',
  project: 'lodge',
  messages: [
    {
      phase: 'free',
      text: 'A room must not be booked twice for the same first day. Cancelled bookings (those with a `cancelled_at`) do not count. Let the database guarantee it, with an identity.',
    },
  ],
  expects: {
    facts: [
      { resource: 'Lodge.Stays.Booking', has: 'identities', like: { keys: ['room_id', 'starts_on'], where: true } },
    ],
    touches: [booking],
  },
  solution: {
    replies: [
      call({ get_resource: { resource: 'Booking' }, dsl: { name: 'identity_wheres_to_sql' } }),
      ashEdit({
        kind: 'add_identity',
        resource: 'Lodge.Stays.Booking',
        name: 'unique_open_start',
        keys: ['room_id', 'starts_on'],
        where: 'is_nil(cancelled_at)',
      }),
      say('Open bookings of a room cannot start on the same day any more.'),
    ],
  },
  mistakes: [
    {
      name: 'forgets the SQL of the condition, and gives up when it is told',
      replies: [withoutSql, say('The identity is there.')],
      refusals: [{ tool: 'edit', because: 'identities/where-without-sql' }],
      fails: ['facts'],
    },
    {
      name: 'leaves the condition out, so that cancelled bookings block the room',
      replies: [
        ashEdit({ kind: 'add_identity', resource: 'Lodge.Stays.Booking', keys: ['room_id', 'starts_on'] }),
        say('The identity is there.'),
      ],
      fails: ['facts'],
    },
    {
      name: 'insists on the condition without SQL, until the user takes it',
      replies: [...[1, 2, 3].map(() => withoutSql), say('The identity is there.')],
      refusals: [{ tool: 'edit', because: 'identities/where-without-sql' }],
      fails: ['no-new-findings'],
    },
  ],
});
