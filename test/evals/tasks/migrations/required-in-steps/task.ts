import { call, edit, say } from '../../../harness/scripted.ts';
import { defineTask } from '../../../harness/task.ts';

const guest = 'lib/lodge/accounts/guest.ex';
const require = edit(guest, 'Requires the name of a guest.', {
  old: 'attribute :name, :string, public?: true',
  new: 'attribute :name, :string, allow_nil?: false, public?: true',
});

const guard = `defmodule Lodge.Repo.Migrations.GuardGuestNames do
  @moduledoc "From now on no row is written without a name; the old ones are not looked at yet."

  use Ecto.Migration

  def up do
    create constraint(:guests, :guests_name_required, check: "name IS NOT NULL", validate: false)
  end

  def down do
    drop constraint(:guests, :guests_name_required)
  end
end
`;

const fill = `defmodule Lodge.Repo.Migrations.FillGuestNames do
  @moduledoc "Gives the old rows a name, without a lock on the table."

  use Ecto.Migration

  def up do
    execute "UPDATE guests SET name = 'Unknown' WHERE name IS NULL"
  end

  # No rollback: there was no name before.
  def down, do: :ok
end
`;

const demand = `defmodule Lodge.Repo.Migrations.RequireGuestNames do
  @moduledoc "The constraint is proof enough, so that the table is not scanned under a lock."

  use Ecto.Migration

  def up do
    execute "ALTER TABLE guests VALIDATE CONSTRAINT guests_name_required"

    alter table(:guests) do
      modify :name, :text, null: false
    end

    drop constraint(:guests, :guests_name_required)
  end

  def down do
    create constraint(:guests, :guests_name_required, check: "name IS NOT NULL", validate: false)

    alter table(:guests) do
      modify :name, :text, null: true
    end
  end
end
`;

const requires = {
  kind: 'alter-table',
  changes: [{ kind: 'modify', column: { name: 'name' }, definition: { null: false } }],
};

export default defineTask({
  title: 'A column becomes required in steps',
  project: 'lodge',
  messages: [
    {
      phase: 'migrations',
      text: 'Every guest has to have a name from now on; some rows have none and get `Unknown`. The table is large and in use, so go in three migrations: a check constraint that is not validated; the filling of the rows; the validation and the NOT NULL. Change the resource too.',
    },
  ],
  expects: {
    facts: [
      { resource: 'Lodge.Accounts.Guest', has: 'attributes', like: { name: 'name', 'allow_nil?': false } },
      {
        newMigration: {
          statements: [{ kind: 'create-constraint', constraint: { table: 'guests', validate: false } }],
        },
      },
      { newMigration: { statements: [requires] } },
    ],
    keeps: [{ noNewMigration: { statements: [{ kind: 'create-constraint' }, requires] } }],
    // The check constraint goes when NOT NULL has taken its place.
    mayAdd: ['migrations/destructive-drop'],
    touches: [guest, 'priv/repo/migrations/'],
  },
  solution: {
    replies: [
      call({ get_resource: { resource: 'Lodge.Accounts.Guest' }, glob: { pattern: 'priv/repo/migrations/*' } }),
      require,
      call({
        write: {
          path: 'priv/repo/migrations/20260320080000_guard_guest_names.exs',
          summary: 'The first step: no new row without a name.',
          text: guard,
        },
      }),
      call({
        write: {
          path: 'priv/repo/migrations/20260320080001_fill_guest_names.exs',
          summary: 'The second step: a name for the old rows.',
          text: fill,
        },
      }),
      call({
        write: {
          path: 'priv/repo/migrations/20260321080000_require_guest_names.exs',
          summary: 'The third step: NOT NULL, which the constraint has proven.',
          text: demand,
        },
      }),
      say('Deploy the first two, wait until they ran everywhere, then the third.'),
    ],
  },
  mistakes: [
    {
      name: 'does it in one step, which scans the table under a lock',
      replies: [
        require,
        call({
          write: {
            path: 'priv/repo/migrations/20260320080000_require_guest_names.exs',
            summary: 'Requires the name.',
            text: demand
              .replace(/ {4}execute "ALTER.*\n\n/, '')
              .replace(/\n {4}drop constraint.*\n/, '')
              .replace(/ {4}create constraint.*\n\n/, ''),
          },
        }),
        say('Every guest has a name now.'),
      ],
      fails: ['facts'],
    },
  ],
});
