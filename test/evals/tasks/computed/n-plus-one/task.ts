import { call, edit, say } from '../../../harness/scripted.ts';
import { defineTask } from '../../../harness/task.ts';

const invoice = 'lib/lodge/billing/invoice.ex';
const module = 'lib/lodge/billing/calculations/paid.ex';

export default defineTask({
  title: 'A calculation that asks once, and not for each row',
  project: 'lodge',
  messages: [
    {
      phase: 'free',
      text: 'The list of invoices runs one query for each row, because of `paid`. Keep the calculation module, but let it load what it needs for all invoices at once.',
    },
  ],
  expects: {
    gone: [{ rule: 'computed/n-plus-one-calculation', path: module }],
    keeps: [{ resource: 'Lodge.Billing.Invoice', has: 'calculations', like: { name: 'paid' } }],
    touches: [invoice, module],
  },
  solution: {
    replies: [
      call({ read: { path: module }, explain_rule: { rule: 'computed/n-plus-one-calculation' } }),
      edit(module, 'Loads the payments of all invoices at once.', {
        old: `  def calculate(invoices, _opts, _context) do
    Enum.map(invoices, fn invoice ->
      invoice = Ash.load!(invoice, :payments)
      Enum`,
        new: `  def load(_query, _opts, _context), do: [payments: [:amount]]

  @impl true
  def calculate(invoices, _opts, _context) do
    Enum.map(invoices, fn invoice ->
      Enum`,
      }),
      say('`load/3` names the payments, which are then loaded with one query.'),
    ],
  },
  mistakes: [
    {
      name: 'hides the finding with a comment',
      replies: [
        edit(module, 'Explains the query.', {
          old: '      invoice = Ash.load!',
          new: '      # ash-architect: disable-next-line computed/n-plus-one-calculation -- few rows\n      invoice = Ash.load!',
        }),
        say('The finding is gone.'),
      ],
      fails: ['findings-gone'],
    },
    {
      name: 'drops the calculation',
      replies: [
        edit(invoice, 'Drops the calculation.', {
          old: '    calculate :paid, :decimal, Lodge.Billing.Calculations.Paid, public?: true\n',
          new: '',
        }),
        say('The list runs one query now.'),
      ],
      fails: ['facts'],
    },
  ],
});
