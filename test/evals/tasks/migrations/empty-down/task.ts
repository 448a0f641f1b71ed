import { call, edit, say } from '../../../harness/scripted.ts';
import { defineTask } from '../../../harness/task.ts';

const migration = 'priv/repo/migrations/20260302101500_add_phone_to_guests.exs';
const emptyDown = '  def down do\n  end\n';

export default defineTask({
  title: 'A way back for a migration that nobody has run',
  project: 'lodge',
  unapplied: [migration],
  messages: [
    {
      phase: 'migrations',
      text: 'The migration that adds phone numbers is on my branch only. Review it and make it reversible.',
    },
  ],
  expects: {
    gone: [{ rule: 'migrations/empty-down', path: migration }],
    touches: [migration],
  },
  solution: {
    replies: [
      call({ read: { path: migration }, check: { path: migration } }),
      edit(migration, 'Undoes what `up` does.', {
        old: emptyDown,
        new: '  def down do\n    drop index(:guests, [:phone])\n\n    alter table(:guests) do\n      remove :phone\n    end\n  end\n',
      }),
      say('`down` undoes both now. The index blocks writes while it is built.'),
    ],
  },
  mistakes: [
    {
      name: 'writes a command that Ecto does not have',
      replies: [
        edit(migration, 'Undoes what `up` does.', {
          old: emptyDown,
          new: '  def down do\n    undo_column(:guests, :phone)\n  end\n',
        }),
        say('`down` undoes it now.'),
      ],
      fails: ['dsl'],
    },
    {
      name: 'edits a migration that others have as well',
      replies: [
        edit(migration, 'Undoes what `up` does.', {
          old: emptyDown,
          new: '  def down do\n    drop index(:guests, [:phone])\n\n    alter table(:guests) do\n      remove :phone\n    end\n  end\n',
        }),
        edit('priv/repo/migrations/20260105080001_create_guests_and_bookings.exs', 'Adds the phone here too.', {
          old: '      add :email, :citext, null: false\n',
          new: '      add :email, :citext, null: false\n      add :phone, :text\n',
        }),
        say('Both are repaired.'),
      ],
      refusals: [{ tool: 'edit', because: 'counts as applied' }],
      fails: [],
    },
  ],
});
