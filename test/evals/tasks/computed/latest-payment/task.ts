import { call, edit, say } from '../../../harness/scripted.ts';
import { defineTask } from '../../../harness/task.ts';

const invoice = 'lib/lodge/billing/invoice.ex';

export default defineTask({
  title: 'The first of several, and a sum over nothing',
  project: 'lodge',
  messages: [
    {
      phase: 'free',
      text: 'Two things about invoices: `last_payment_on` sometimes shows an older payment, and what is `open` is empty for invoices that nobody paid yet. Repair the aggregates, keep their names.',
    },
  ],
  expects: {
    gone: [
      { rule: 'computed/first-without-sort', path: invoice },
      { rule: 'computed/sum-without-default', path: invoice },
    ],
    keeps: [
      { resource: 'Lodge.Billing.Invoice', has: 'aggregates', like: { name: 'paid', kind: 'sum' } },
      { resource: 'Lodge.Billing.Invoice', has: 'calculations', like: { name: 'open', 'expression?': true } },
    ],
    touches: [invoice],
  },
  solution: {
    replies: [
      call({ check: { resource: 'Lodge.Billing.Invoice' }, dsl: { name: 'aggregates.first' } }),
      edit(
        invoice,
        'Takes the newest payment, and counts no payments as 0.',
        {
          old: '    first :last_payment_on, :payments, :received_on\n',
          new: '    first :last_payment_on, :payments, :received_on do\n      sort received_on: :desc\n    end\n\n',
        },
        {
          old: '    sum :paid, :payments, :amount\n',
          new: '    sum :paid, :payments, :amount do\n      default Decimal.new(0)\n    end\n',
        },
      ),
      say('Both aggregates are repaired.'),
    ],
  },
  mistakes: [
    {
      name: 'invents an option of the aggregate',
      replies: [
        edit(invoice, 'Takes the newest payment.', {
          old: 'first :last_payment_on, :payments, :received_on\n',
          new: 'first :last_payment_on, :payments, :received_on, order_by: [received_on: :desc]\n',
        }),
        say('Both aggregates are repaired.'),
      ],
      fails: ['findings-gone', 'dsl'],
    },
  ],
});
