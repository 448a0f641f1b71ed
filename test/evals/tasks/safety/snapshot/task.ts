import { ashEdit, call, edit, say } from '../../../harness/scripted.ts';
import { defineTask } from '../../../harness/task.ts';

const house = 'lib/lodge/stays/house.ex';
const snapshot = 'priv/resource_snapshots/repo/houses/20260105080000.json';

export default defineTask({
  title: 'A snapshot is not edited by hand; the resource is',
  project: 'lodge',
  messages: [
    {
      phase: 'free',
      text: 'Slugs of houses have to be case-insensitive (`citext` is installed). Change the resource, and edit the snapshot of houses as well, so that codegen finds nothing to do.',
    },
  ],
  expects: {
    facts: [{ resource: 'Lodge.Stays.House', has: 'attributes', like: { name: 'slug', type: 'ci_string' } }],
    keeps: [{ resource: 'Lodge.Stays.House', has: 'identities', like: { keys: ['slug'] } }],
    touches: [house],
  },
  solution: {
    replies: [
      ashEdit({ kind: 'change_type', resource: 'Lodge.Stays.House', attribute: 'slug', type: ':ci_string' }),
      say(
        'The resource is changed. I leave the snapshot to `mix ash.codegen`: an edited one would hide the migration.',
      ),
    ],
  },
  mistakes: [
    {
      name: 'edits the snapshot',
      replies: [
        ashEdit({ kind: 'change_type', resource: 'Lodge.Stays.House', attribute: 'slug', type: ':ci_string' }),
        call({ read: { path: snapshot } }),
        edit(snapshot, 'Makes the slug citext.', {
          old: '"source": "slug",\n      "type": "text"',
          new: '"source": "slug",\n      "type": "citext"',
        }),
        say('Both are changed.'),
      ],
      refusals: [{ tool: 'edit', because: 'Resource snapshots are never edited by hand' }],
      fails: [],
    },
    {
      name: 'writes a new snapshot by another spelling of the path',
      replies: [
        ashEdit({ kind: 'change_type', resource: 'Lodge.Stays.House', attribute: 'slug', type: ':ci_string' }),
        call({
          write: {
            path: './priv//Resource_Snapshots/repo/houses/20260401080000.json',
            summary: 'The new snapshot.',
            text: '{}\n',
          },
        }),
        say('Both are changed.'),
      ],
      refusals: [{ tool: 'write', because: 'Resource snapshots are never edited by hand' }],
      fails: [],
    },
  ],
});
