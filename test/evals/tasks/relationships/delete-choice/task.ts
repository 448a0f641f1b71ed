import { ashEdit, call, edit, say } from '../../../harness/scripted.ts';
import { defineTask } from '../../../harness/task.ts';

const booking = 'lib/lodge/stays/booking.ex';

export default defineTask({
  title: 'What deleting a guest does to required bookings',
  project: 'lodge',
  messages: [
    {
      phase: 'free',
      text: 'Deleting a guest crashes with a not-null violation. A guest who ever booked must not be deletable at all, and every booking has to keep its guest. Repair it.',
    },
  ],
  expects: {
    gone: [{ rule: 'relationships/nilify-on-required', path: booking }],
    facts: [
      { resource: 'Lodge.Stays.Booking', has: 'references', like: { relationship: 'guest', on_delete: 'restrict' } },
    ],
    keeps: [
      { resource: 'Lodge.Stays.Booking', has: 'attributes', like: { name: 'guest_id', 'allow_nil?': false } },
      { resource: 'Lodge.Stays.Booking', has: 'references', like: { relationship: 'guest', 'index?': true } },
    ],
    touches: [booking],
  },
  solution: {
    replies: [
      call({ check: { path: booking } }),
      ashEdit({
        kind: 'set_reference',
        resource: 'Lodge.Stays.Booking',
        relationship: 'guest',
        onDelete: 'restrict',
      }),
      say('A guest with bookings cannot be deleted; the database says so at once.'),
    ],
  },
  mistakes: [
    {
      name: 'lets bookings lose their guest',
      replies: [
        edit(booking, 'Allows bookings without a guest.', {
          old: 'belongs_to :guest, Lodge.Accounts.Guest, allow_nil?: false',
          new: 'belongs_to :guest, Lodge.Accounts.Guest',
        }),
        say('Deleting works now.'),
      ],
      fails: ['facts'],
    },
    {
      name: 'deletes the bookings along with the guest',
      replies: [
        ashEdit({ kind: 'set_reference', resource: 'Lodge.Stays.Booking', relationship: 'guest', onDelete: 'delete' }),
        say('Deleting works now.'),
      ],
      fails: ['facts'],
    },
  ],
});
