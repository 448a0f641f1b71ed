import { ashEdit, call, edit, say } from '../../../harness/scripted.ts';
import { defineTask } from '../../../harness/task.ts';

const payment = 'lib/lodge/billing/payment.ex';

export default defineTask({
  title: 'Amounts of money without rounding',
  project: 'lodge',
  messages: [
    {
      phase: 'free',
      text: 'Sums of payments are off by a cent now and then. Find out why and repair it in the resource.',
    },
  ],
  expects: {
    gone: [{ rule: 'types/money-as-float', path: payment }],
    facts: [{ resource: 'Lodge.Billing.Payment', has: 'attributes', like: { name: 'amount', type: 'decimal' } }],
    touches: [payment],
  },
  solution: {
    replies: [
      call({ check: { rules: ['types'] } }),
      ashEdit({ kind: 'change_type', resource: 'Lodge.Billing.Payment', attribute: 'amount', type: ':decimal' }),
      say('`amount` was a float, which rounds; it is a decimal now.'),
    ],
  },
  mistakes: [
    {
      name: 'renames the attribute, so that it does not look like money',
      replies: [
        edit(payment, 'Renames the amount.', { old: 'attribute :amount, :float', new: 'attribute :figure, :float' }),
        say('The finding is gone.'),
      ],
      refusals: [{ tool: 'edit', because: '`amount` is accepted by `create`' }],
      fails: ['findings-gone', 'facts'],
    },
  ],
});
