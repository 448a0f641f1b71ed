import { ashEdit, call, say } from '../../../harness/scripted.ts';
import { defineTask } from '../../../harness/task.ts';

const blueprint = {
  title: 'Vouchers',
  resources: [
    {
      module: 'Lodge.Billing.Voucher',
      domain: 'Lodge.Billing',
      table: 'vouchers',
      change: 'new',
      purpose: 'A sum that a guest may spend on bookings, known by its code.',
      primaryKey: { kind: 'uuid', reason: 'As all tables of this project have it.' },
      attributes: [
        { name: 'code', type: ':string', required: true },
        { name: 'worth', type: ':decimal', required: true },
        { name: 'expires_on', type: ':date', required: false },
      ],
      identities: [{ name: 'unique_code', keys: ['code'], reason: 'Two guests would share one voucher.' }],
      relationships: [
        {
          name: 'guest',
          kind: 'belongs_to',
          destination: 'Lodge.Accounts.Guest',
          required: true,
          onDelete: 'restrict',
          isIndexed: true,
        },
      ],
      lifecycle: { kind: 'kept', reason: 'Accounts have to be closed with it years later.' },
    },
    {
      module: 'Lodge.Accounts.Guest',
      domain: 'Lodge.Accounts',
      change: 'changed',
      purpose: 'Guests own vouchers.',
      relationships: [{ name: 'vouchers', kind: 'has_many', destination: 'Lodge.Billing.Voucher' }],
    },
  ],
};

export default defineTask({
  title: 'A design is a blueprint first, and no edit',
  project: 'lodge',
  messages: [
    {
      phase: 'design',
      text: 'Design vouchers for `Lodge.Billing`: a guest owns them, each has a code that nobody guesses twice, a worth and maybe a day on which it expires. Guests with vouchers cannot be deleted. Show me the blueprint; I decide on the edits later.',
    },
  ],
  expects: {
    blueprint: {
      resources: [
        {
          domain: 'Lodge.Billing',
          change: 'new',
          identities: [{ keys: ['code'] }],
          relationships: [
            { kind: 'belongs_to', destination: 'Lodge.Accounts.Guest', onDelete: /^(restrict|nothing)$/ },
          ],
        },
      ],
    },
    touches: [],
  },
  solution: {
    replies: [
      call({ read_skill: { name: 'database-design' }, list_resources: {} }),
      call({ propose_blueprint: blueprint }),
      say('This is the blueprint. Say so when I shall write it.'),
    ],
  },
  mistakes: [
    {
      name: 'edits before the user has agreed',
      replies: [
        call({ propose_blueprint: blueprint }),
        ashEdit({
          kind: 'create_resource',
          module: 'Lodge.Billing.Voucher',
          domain: 'Lodge.Billing',
          attributes: [{ name: 'code', type: ':string', allowNil: false }],
        }),
        say('I have already begun.'),
      ],
      fails: ['files'],
    },
    {
      name: 'shows a blueprint with a relationship to nowhere',
      replies: [
        call({
          propose_blueprint: {
            title: 'Vouchers',
            resources: [
              {
                ...blueprint.resources[0],
                relationships: [{ name: 'guest', kind: 'belongs_to', destination: 'Lodge.People.Guest' }],
              },
            ],
          },
        }),
        say('This is the blueprint.'),
      ],
      refusals: [{ tool: 'propose_blueprint', because: 'Lodge.People.Guest' }],
      fails: ['blueprint'],
    },
  ],
});
