import { ashEdit, call, edit, say } from '../../../harness/scripted.ts';
import { defineTask } from '../../../harness/task.ts';

const booking = 'lib/lodge/stays/booking.ex';

export default defineTask({
  title: 'A value that can be filtered on is an expression',
  project: 'lodge',
  messages: [
    {
      phase: 'free',
      text: 'I want to filter and sort bookings by their number of nights, from `starts_on` to `ends_on`. Call it `nights`, an integer, and do not store it.',
    },
  ],
  expects: {
    facts: [
      {
        resource: 'Lodge.Stays.Booking',
        has: 'calculations',
        like: { name: 'nights', type: 'integer', 'expression?': true },
      },
    ],
    keeps: [{ resource: 'Lodge.Stays.Booking', lacks: 'attributes', like: { name: 'nights' } }],
    touches: [booking],
  },
  solution: {
    replies: [
      call({ get_resource: { resource: 'Lodge.Stays.Booking' }, dsl: { name: 'expressions' } }),
      edit(booking, 'Calculates the nights of a booking in the database.', {
        old: '    belongs_to :guest, Lodge.Accounts.Guest, allow_nil?: false, public?: true\n  end\n',
        new: '    belongs_to :guest, Lodge.Accounts.Guest, allow_nil?: false, public?: true\n  end\n\n  calculations do\n    calculate :nights, :integer, expr(fragment("? - ?", ends_on, starts_on)), public?: true\n  end\n',
      }),
      say('`nights` is an expression, so that the database filters and sorts by it.'),
    ],
  },
  mistakes: [
    {
      name: 'computes it in Elixir, where nothing can be filtered',
      replies: [
        edit(booking, 'Calculates the nights of a booking.', {
          old: '    belongs_to :guest, Lodge.Accounts.Guest, allow_nil?: false, public?: true\n  end\n',
          new: '    belongs_to :guest, Lodge.Accounts.Guest, allow_nil?: false, public?: true\n  end\n\n  calculations do\n    calculate :nights, :integer, fn bookings, _ -> Enum.map(bookings, &Date.diff(&1.ends_on, &1.starts_on)) end\n  end\n',
        }),
        say('`nights` is there.'),
      ],
      fails: ['facts'],
    },
    {
      name: 'stores it',
      replies: [
        ashEdit({ kind: 'add_attribute', resource: 'Lodge.Stays.Booking', name: 'nights', type: ':integer' }),
        say('`nights` is there.'),
      ],
      fails: ['facts'],
    },
  ],
});
