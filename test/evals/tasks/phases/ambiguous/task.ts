import { ashEdit, call, say } from '../../../harness/scripted.ts';
import { defineTask } from '../../../harness/task.ts';

export default defineTask({
  title: 'An ambiguous wish is asked about, not guessed',
  project: 'lodge',
  messages: [
    {
      phase: 'analysis',
      text: 'Guests should be able to share a booking.',
    },
  ],
  expects: {
    asks: true,
    plan: ['questions'],
    touches: [],
  },
  solution: {
    replies: [
      call({ get_resource: { resource: 'Lodge.Stays.Booking' } }),
      call({
        update_plan: {
          section: 'questions',
          text: '- Does every guest of a booking pay a part of it, or one for all? (lib/lodge/stays/booking.ex:47)',
        },
      }),
      call({
        ask_user: {
          question: 'Who owes the money when several guests share a booking?',
          options: [
            { label: 'One guest for all', consequence: '`guest` stays, and a join resource lists the others.' },
            { label: 'Each a part', consequence: 'The join resource has a share, and invoices belong to it.' },
          ],
          recommended: 1,
        },
      }),
      say('It depends on who pays; the question is in the plan too.'),
    ],
  },
  mistakes: [
    {
      name: 'guesses, and tries to edit in the phase of analysis',
      replies: [
        ashEdit({
          kind: 'create_resource',
          module: 'Lodge.Stays.BookingGuest',
          domain: 'Lodge.Stays',
          attributes: [],
        }),
        say('Bookings can be shared.'),
      ],
      refusals: [{ tool: 'ash_edit', because: 'not offered in the phase `analysis`' }],
      fails: ['asks', 'plan'],
    },
  ],
});
