import { call, edit, say } from '../../../harness/scripted.ts';
import { defineTask } from '../../../harness/task.ts';

const payment = 'lib/lodge/billing/payment.ex';
const frozen = 'default: Date.utc_today()';

export default defineTask({
  title: 'A default that is taken when a row is made',
  project: 'lodge',
  messages: [
    {
      phase: 'free',
      text: 'Payments that nobody gives a date get the day of our last deployment. They should get the day on which they are recorded.',
    },
  ],
  expects: {
    gone: [{ rule: 'types/frozen-default', path: payment }],
    facts: [
      { resource: 'Lodge.Billing.Payment', has: 'attributes', like: { name: 'received_on', default: /^(&|fn\b)/ } },
    ],
    touches: [payment],
  },
  solution: {
    replies: [
      call({ read: { path: payment } }),
      edit(payment, 'Takes the day when a payment is recorded.', { old: frozen, new: 'default: &Date.utc_today/0' }),
      say('The default was computed when the module was compiled; it is a function now.'),
    ],
  },
  mistakes: [
    {
      name: 'drops the default',
      replies: [
        edit(payment, 'Drops the default.', { old: `, ${frozen}`, new: '' }),
        say('It is not frozen any more.'),
      ],
      fails: ['facts'],
    },
  ],
});
