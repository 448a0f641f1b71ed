import { ashEdit, call, edit, say } from '../../../harness/scripted.ts';
import { defineTask } from '../../../harness/task.ts';

const booking = 'lib/lodge/stays/booking.ex';
const applied = 'priv/repo/migrations/20260105080001_create_guests_and_bookings.exs';
const path = 'priv/repo/migrations/20260316120000_index_bookings_guest_id.exs';
const setIndex = ashEdit({
  kind: 'set_reference',
  resource: 'Lodge.Stays.Booking',
  relationship: 'guest',
  index: true,
});

function migration(attributes: string, options: string): string {
  return `defmodule Lodge.Repo.Migrations.IndexBookingsGuestId do
  @moduledoc "Finds the bookings of a guest."

  use Ecto.Migration
${attributes}
  def change do
    create index(:bookings, [:guest_id]${options})
  end
end
`;
}

export default defineTask({
  title: 'An index for a foreign key, built while rows are written',
  project: 'lodge',
  messages: [
    {
      phase: 'migrations',
      text: 'Looking up the bookings of a guest is slow: 20 million rows. Index the foreign key. I cannot run codegen here, so write the migration too; bookings have to come in while it runs.',
    },
  ],
  expects: {
    gone: [{ rule: 'indexes/unindexed-foreign-key', path: booking }],
    facts: [
      { resource: 'Lodge.Stays.Booking', has: 'references', like: { relationship: 'guest', 'index?': true } },
      {
        newMigration: {
          disablesTransaction: true,
          statements: [{ kind: 'create-index', index: { table: 'bookings', concurrently: true } }],
        },
      },
    ],
    touches: [booking, 'priv/repo/migrations/'],
  },
  solution: {
    replies: [
      call({ check: { rules: ['indexes'] }, read_skill: { name: 'database-design' } }),
      setIndex,
      call({
        write: {
          path,
          summary: 'Builds the index without blocking writes.',
          text: migration(
            '\n  @disable_ddl_transaction true\n  @disable_migration_lock true\n',
            ', concurrently: true',
          ),
        },
      }),
      say('The index is built concurrently; if it fails midway, drop the invalid index and run it again.'),
    ],
  },
  mistakes: [
    {
      name: 'blocks all writes while the index is built',
      replies: [
        setIndex,
        call({ write: { path, summary: 'Builds the index.', text: migration('', '') } }),
        say('The index is there.'),
      ],
      fails: ['facts'],
    },
    {
      name: 'puts the index into the migration that made the table',
      replies: [
        setIndex,
        edit(applied, 'Adds the index.', {
          old: '    create index(:bookings, [:room_id])\n',
          new: '    create index(:bookings, [:room_id])\n    create index(:bookings, [:guest_id])\n',
        }),
        say('The index is there.'),
      ],
      refusals: [{ tool: 'edit', because: 'counts as applied' }],
      fails: ['facts'],
    },
  ],
});
