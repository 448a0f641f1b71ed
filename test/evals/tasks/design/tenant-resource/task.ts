import { ashEdit, call, say } from '../../../harness/scripted.ts';
import { defineTask } from '../../../harness/task.ts';

const reply = 'Helpdesk.Support.CannedReply';

export default defineTask({
  title: 'A new resource of a tenant, registered in its domain',
  project: 'helpdesk',
  messages: [
    {
      phase: 'design',
      text: 'Agents of an organization want canned replies: a title, unique within the organization, and a body, both required. Skip the blueprint; add the resource `Helpdesk.Support.CannedReply` as our other resources of a tenant are.',
    },
  ],
  expects: {
    facts: [
      { domain: 'Helpdesk.Support', lists: reply },
      {
        resource: reply,
        is: {
          'embedded?': false,
          multitenancy: { strategy: 'attribute', attribute: 'organization_id' },
          attributes: [
            { name: 'title', 'allow_nil?': false },
            { name: 'body', 'allow_nil?': false },
          ],
        },
      },
      { resource: reply, has: 'identities', like: { keys: ['title'] } },
      { resource: reply, has: 'references', like: { relationship: 'organization', on_delete: 'delete' } },
    ],
    touches: ['lib/helpdesk/support.ex', 'lib/helpdesk/support/'],
  },
  solution: {
    replies: [
      call({ list_resources: { domain: 'Helpdesk.Support' }, get_resource: { resource: 'Helpdesk.Support.Tag' } }),
      ashEdit({
        kind: 'create_resource',
        module: reply,
        domain: 'Helpdesk.Support',
        attributes: [
          { name: 'title', type: ':string', allowNil: false, public: true },
          { name: 'body', type: ':string', allowNil: false, public: true },
        ],
      }),
      ashEdit({ kind: 'add_identity', resource: reply, keys: ['title'] }),
      ashEdit({ kind: 'set_reference', resource: reply, relationship: 'organization', onDelete: 'delete' }),
      say('Canned replies belong to an organization, and their titles are unique in it.'),
    ],
  },
  mistakes: [
    {
      name: 'writes the resource by hand and does not register it',
      replies: [
        call({
          write: {
            path: 'lib/helpdesk/support/canned_reply.ex',
            summary: 'Replies that agents use again.',
            text: `defmodule ${reply} do\n  use Ash.Resource, domain: Helpdesk.Support, data_layer: AshPostgres.DataLayer\n\n  postgres do\n    table "canned_replies"\n    repo Helpdesk.Repo\n  end\n\n  attributes do\n    uuid_primary_key :id\n    attribute :title, :string, allow_nil?: false\n    attribute :body, :string, allow_nil?: false\n  end\nend\n`,
          },
        }),
        say('The resource is there.'),
      ],
      refusals: [{ tool: 'write', because: 'which does not list it' }],
      fails: ['facts'],
    },
  ],
});
