import { ashEdit, call, edit, say } from '../../../harness/scripted.ts';
import { defineTask } from '../../../harness/task.ts';

const booking = 'lib/lodge/stays/booking.ex';
const invoice = 'lib/lodge/billing/invoice.ex';

export default defineTask({
  title: 'A has_one that the database keeps to one',
  project: 'lodge',
  messages: [
    {
      phase: 'free',
      text: 'A booking has one invoice, never two. What keeps a second one out? If nothing does, repair that.',
    },
  ],
  expects: {
    gone: [{ rule: 'relationships/has-one-not-unique', path: booking }],
    facts: [{ resource: 'Lodge.Billing.Invoice', has: 'identities', like: { keys: ['booking_id'] } }],
    keeps: [{ resource: 'Lodge.Stays.Booking', has: 'relationships', like: { name: 'invoice', type: 'has_one' } }],
    touches: [invoice],
  },
  solution: {
    replies: [
      call({ get_resource: { resource: 'Lodge.Billing.Invoice' }, check: { resource: 'Lodge.Stays.Booking' } }),
      ashEdit({ kind: 'add_identity', resource: 'Lodge.Billing.Invoice', keys: ['booking_id'] }),
      say('Nothing did; now an identity on `booking_id` does.'),
    ],
  },
  mistakes: [
    {
      name: 'makes it a has_many instead',
      replies: [
        edit(booking, 'Allows several invoices.', {
          old: 'has_one :invoice, Lodge.Billing.Invoice',
          new: 'has_many :invoice, Lodge.Billing.Invoice',
        }),
        say('The finding is gone.'),
      ],
      fails: ['facts', 'files'],
    },
  ],
});
