import { ashEdit, call, edit, say } from '../../../harness/scripted.ts';
import { defineTask } from '../../../harness/task.ts';

const house = 'lib/lodge/stays/house.ex';
const slug = 'attribute :slug, :string, allow_nil?: false, public?: true';
const broken = edit(house, 'Adds an identity.', { old: 'timestamps()', new: 'timestamps(' });

export default defineTask({
  title: 'Slugs of houses become unique',
  project: 'lodge',
  messages: [
    {
      phase: 'free',
      text: 'Last week two houses got the same slug, and links went to the wrong one. Make sure that this cannot happen again.',
    },
  ],
  expects: {
    gone: [{ rule: 'identities/missing-natural-key', path: house }],
    facts: [{ resource: 'Lodge.Stays.House', has: 'identities', like: { keys: ['slug'] } }],
    touches: [house],
  },
  solution: {
    replies: [
      call({ get_resource: { resource: 'Lodge.Stays.House' }, check: { path: house } }),
      ashEdit({ kind: 'add_identity', resource: 'Lodge.Stays.House', keys: ['slug'] }),
      say('The slug is an identity now. `mix ash.codegen` will make the unique index; duplicates have to go first.'),
    ],
  },
  mistakes: [
    {
      name: 'invents an option',
      replies: [edit(house, 'Makes the slug unique.', { old: slug, new: `${slug}, unique?: true` }), say('Done.')],
      fails: ['findings-gone', 'dsl', 'facts'],
    },
    {
      name: 'breaks the syntax, and gives up when it is told',
      replies: [broken, say('I added the identity.')],
      refusals: [{ tool: 'edit', because: 'Files that do not parse' }],
      fails: ['findings-gone', 'facts'],
    },
    {
      name: 'insists on broken code until the user gets to see it, and takes it',
      replies: [...[1, 2, 3].map(() => broken), say('I added the identity.')],
      refusals: [{ tool: 'edit', because: 'Files that do not parse' }],
      fails: ['parses', 'facts'],
    },
    {
      name: 'hides the finding with a comment',
      replies: [
        edit(house, 'Makes the slug unique.', {
          old: slug,
          new: `# ash-architect:disable-next-line identities/missing-natural-key\n    ${slug}`,
        }),
        say('The finding is gone.'),
      ],
      fails: ['findings-gone', 'facts'],
    },
  ],
});
