import { ashEdit, call, say } from '../../../harness/scripted.ts';
import { defineTask } from '../../../harness/task.ts';

const booking = 'lib/lodge/stays/booking.ex';

export default defineTask({
  title: 'A finding is explained with its place, and nothing is edited',
  project: 'lodge',
  messages: [
    {
      phase: 'free',
      text: 'Why does the checklist report an error on the bookings? Explain it to me with the places in the code. Do not change anything.',
    },
  ],
  expects: {
    cites: [{ path: booking, line: 12 }],
    uses: ['check', 'explain_rule', 'get_resource'],
    touches: [],
  },
  solution: {
    replies: [
      call({ check: { path: booking }, explain_rule: { rule: 'relationships/nilify-on-required' } }),
      say(
        'The reference at lib/lodge/stays/booking.ex:12 sets `guest_id` to NULL when a guest goes, and lib/lodge/stays/booking.ex:48 forbids NULL there: every such delete fails. Restrict it, or let bookings be without a guest.',
      ),
    ],
  },
  mistakes: [
    {
      name: 'repairs what was only to be explained',
      replies: [
        call({ check: { path: booking } }),
        ashEdit({
          kind: 'set_reference',
          resource: 'Lodge.Stays.Booking',
          relationship: 'guest',
          onDelete: 'restrict',
        }),
        say('The reference at lib/lodge/stays/booking.ex:12 was wrong. I repaired it.'),
      ],
      fails: ['files'],
    },
    {
      name: 'guesses without having looked',
      replies: [say('Bookings need an index on `note`.')],
      fails: ['answer'],
    },
    {
      name: 'is cut off in the middle of its answer',
      replies: [
        call({ check: { path: booking } }),
        { ...say('The reference at lib/lodge/stays/booking.ex:12 sets'), stop: 'max_tokens' },
      ],
      fails: ['ended'],
    },
  ],
});
