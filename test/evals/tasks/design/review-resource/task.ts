import { ashEdit, call, say } from '../../../harness/scripted.ts';
import { defineTask } from '../../../harness/task.ts';

const review = 'Lodge.Stays.Review';

export default defineTask({
  title: 'A new resource with constraints, one for each booking',
  project: 'lodge',
  messages: [
    {
      phase: 'design',
      text: 'Guests may review a booking once: 1 to 5 stars (`stars`, required) and an optional `comment`. The review goes with its booking. Skip the blueprint and add `Lodge.Stays.Review`, with `review` on the booking.',
    },
  ],
  expects: {
    facts: [
      { domain: 'Lodge.Stays', lists: review },
      { resource: review, has: 'attributes', like: { name: 'stars', type: 'integer', 'allow_nil?': false } },
      { resource: review, has: 'identities', like: { keys: ['booking_id'] } },
      { resource: review, has: 'references', like: { relationship: 'booking', on_delete: 'delete' } },
      { resource: 'Lodge.Stays.Booking', has: 'relationships', like: { name: 'review', type: 'has_one' } },
    ],
    touches: ['lib/lodge/stays.ex', 'lib/lodge/stays/'],
  },
  solution: {
    replies: [
      call({ get_resource: { resource: 'Lodge.Stays.Booking' }, read_skill: { name: 'ash-framework-expert' } }),
      ashEdit({
        kind: 'create_resource',
        module: review,
        domain: 'Lodge.Stays',
        attributes: [
          { name: 'stars', type: ':integer', constraints: 'min: 1, max: 5', allowNil: false, public: true },
          { name: 'comment', type: ':string', public: true },
        ],
      }),
      ashEdit({
        kind: 'add_relationship',
        resource: review,
        type: 'belongs_to',
        name: 'booking',
        destination: 'Lodge.Stays.Booking',
        allowNil: false,
        inverse: { type: 'has_one', name: 'review' },
        reference: { onDelete: 'delete' },
      }),
      call({ check: { resource: review } }),
      say('A booking has one review at most, and takes it along.'),
    ],
  },
  mistakes: [
    {
      name: 'lets a booking have many reviews',
      replies: [
        ashEdit({
          kind: 'create_resource',
          module: review,
          domain: 'Lodge.Stays',
          attributes: [{ name: 'stars', type: ':integer', allowNil: false }],
        }),
        ashEdit({
          kind: 'add_relationship',
          resource: review,
          type: 'belongs_to',
          name: 'booking',
          destination: 'Lodge.Stays.Booking',
          allowNil: false,
          reference: { onDelete: 'delete' },
        }),
        say('Guests can review now.'),
      ],
      fails: ['no-new-findings', 'facts'],
    },
  ],
});
