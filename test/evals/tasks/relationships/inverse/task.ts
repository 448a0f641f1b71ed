import { ashEdit, call, edit, say } from '../../../harness/scripted.ts';
import { defineTask } from '../../../harness/task.ts';

const toNowhere = edit('lib/lodge/stays/booking.ex', 'Adds the partner.', {
  old: '  relationships do\n',
  new: '  relationships do\n    belongs_to :partner, Lodge.Accounts.Agency, public?: true\n',
});

export default defineTask({
  title: 'A relationship with its inverse, its reference and an index',
  project: 'lodge',
  messages: [
    {
      phase: 'free',
      text: 'A booking may come from a partner (`Lodge.Accounts.Partner`). I want to go from a booking to its `partner` and from a partner to its `bookings`, quickly. When a partner goes, the bookings stay, without a partner.',
    },
  ],
  expects: {
    facts: [
      {
        resource: 'Lodge.Stays.Booking',
        has: 'relationships',
        like: { name: 'partner', type: 'belongs_to', destination: 'Lodge.Accounts.Partner', 'allow_nil?': true },
      },
      {
        resource: 'Lodge.Accounts.Partner',
        has: 'relationships',
        like: { name: 'bookings', type: 'has_many', destination: 'Lodge.Stays.Booking' },
      },
      {
        resource: 'Lodge.Stays.Booking',
        has: 'references',
        like: { relationship: 'partner', on_delete: 'nilify', 'index?': true },
      },
    ],
    touches: ['lib/lodge/stays/booking.ex', 'lib/lodge/accounts/partner.ex'],
  },
  solution: {
    replies: [
      call({ get_resource: { resource: 'Lodge.Stays.Booking' }, list_resources: { domain: 'Lodge.Accounts' } }),
      ashEdit({
        kind: 'add_relationship',
        resource: 'Lodge.Stays.Booking',
        type: 'belongs_to',
        name: 'partner',
        destination: 'Lodge.Accounts.Partner',
        inverse: { type: 'has_many', name: 'bookings' },
        reference: { onDelete: 'nilify', index: true },
      }),
      say('Both sides are there; deleting a partner leaves its bookings without one.'),
    ],
  },
  mistakes: [
    {
      name: 'lets the database delete the bookings, and forgets the way back',
      replies: [
        ashEdit({
          kind: 'add_relationship',
          resource: 'Lodge.Stays.Booking',
          type: 'belongs_to',
          name: 'partner',
          destination: 'Lodge.Accounts.Partner',
          reference: { onDelete: 'delete', index: true },
        }),
        say('Done.'),
      ],
      fails: ['facts'],
    },
    {
      name: 'points to a resource that nobody defines, and gives up when it is told',
      replies: [toNowhere, say('Done.')],
      refusals: [{ tool: 'edit', because: 'which nobody defines' }],
      fails: ['facts'],
    },
    {
      name: 'insists on a resource that nobody defines, until the user takes it',
      replies: [...[1, 2, 3].map(() => toNowhere), say('Done.')],
      refusals: [{ tool: 'edit', because: 'which nobody defines' }],
      fails: ['names', 'facts'],
    },
  ],
});
