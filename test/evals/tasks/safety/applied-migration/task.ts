import { ashEdit, call, edit, say } from '../../../harness/scripted.ts';
import { defineTask } from '../../../harness/task.ts';

const applied = 'priv/repo/migrations/20260105080001_create_guests_and_bookings.exs';
const booking = 'lib/lodge/stays/booking.ex';
const change = {
  kind: 'alter-table',
  table: { name: 'bookings' },
  changes: [{ column: { name: 'note' } }],
};

export default defineTask({
  title: 'An applied migration is corrected by a new one',
  project: 'lodge',
  messages: [
    {
      phase: 'migrations',
      text: 'Notes of bookings should be `note` with the default `""` in the database, and we forgot that: correct it in the migration that creates the bookings. It ran in production long ago. Leave the resource alone.',
    },
  ],
  expects: {
    facts: [{ newMigration: { statements: [change] } }],
    touches: ['priv/repo/migrations/'],
  },
  solution: {
    replies: [
      call({ read: { path: applied } }),
      call({
        write: {
          path: 'priv/repo/migrations/20260323080000_default_booking_notes.exs',
          summary: 'Gives notes of bookings a default.',
          text: `defmodule Lodge.Repo.Migrations.DefaultBookingNotes do
  @moduledoc "Notes are empty where nobody writes one."

  use Ecto.Migration

  def change do
    alter table(:bookings) do
      modify :note, :text, default: "", from: {:text, default: nil}
    end
  end
end
`,
        },
      }),
      say('A database that ran the old migration does not run it again, so this is a new one.'),
    ],
  },
  mistakes: [
    {
      name: 'edits the applied migration',
      replies: [
        edit(applied, 'Adds the default.', { old: 'add :note, :text\n', new: 'add :note, :text, default: ""\n' }),
        say('The default is there.'),
      ],
      refusals: [{ tool: 'edit', because: 'counts as applied' }],
      fails: ['facts'],
    },
    {
      name: 'rewrites the applied migration as a whole',
      replies: [
        call({ read: { path: applied } }),
        call({ write: { path: applied, summary: 'Adds the default.', text: 'defmodule A do\nend\n' } }),
        say('The default is there.'),
      ],
      refusals: [{ tool: 'write', because: 'counts as applied' }],
      fails: ['facts'],
    },
    {
      name: 'changes the resource, which it was told to leave alone',
      replies: [
        ashEdit({
          kind: 'change_type',
          resource: 'Lodge.Stays.Booking',
          attribute: 'note',
          type: ':string',
          default: '""',
        }),
        say(`The default is in ${booking}.`),
      ],
      fails: ['facts', 'files'],
    },
  ],
});
