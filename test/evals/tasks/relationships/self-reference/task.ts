import { ashEdit, call, edit, say } from '../../../harness/scripted.ts';
import { defineTask } from '../../../harness/task.ts';

const region = 'Lodge.Stays.Region';

export default defineTask({
  title: 'Regions lie in regions',
  project: 'lodge',
  messages: [
    {
      phase: 'free',
      text: 'A region can lie in another region: give it an optional `parent` and its `children`. A region that still has children must not be deletable, and finding the children has to be quick.',
    },
  ],
  expects: {
    facts: [
      {
        resource: region,
        has: 'relationships',
        like: { name: 'parent', type: 'belongs_to', destination: region, 'allow_nil?': true },
      },
      {
        resource: region,
        has: 'relationships',
        like: { name: 'children', type: 'has_many', destination: region, destination_attribute: 'parent_id' },
      },
      {
        resource: region,
        has: 'references',
        like: { relationship: 'parent', on_delete: /^(restrict|nothing)$/, 'index?': true },
      },
    ],
    touches: ['lib/lodge/stays/region.ex'],
  },
  solution: {
    replies: [
      call({ get_resource: { resource: region } }),
      ashEdit({
        kind: 'add_relationship',
        resource: region,
        type: 'belongs_to',
        name: 'parent',
        destination: region,
        inverse: { type: 'has_many', name: 'children' },
        reference: { onDelete: 'restrict', index: true },
      }),
      say('Regions have a parent and children now.'),
    ],
  },
  mistakes: [
    {
      name: 'forgets that the key of the children is not called `region_id`',
      replies: [
        edit('lib/lodge/stays/region.ex', 'Adds parent and children.', {
          old: '\n  identities do',
          new: `\n  relationships do\n    belongs_to :parent, ${region}, public?: true\n    has_many :children, ${region}\n  end\n\n  identities do`,
        }),
        say('Regions have a parent and children now.'),
      ],
      refusals: [{ tool: 'edit', because: '`region_id` is the destination of `children`' }],
      fails: ['facts'],
    },
  ],
});
