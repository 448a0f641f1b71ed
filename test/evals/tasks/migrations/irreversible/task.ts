import { call, edit, say } from '../../../harness/scripted.ts';
import { defineTask } from '../../../harness/task.ts';

const migration = 'priv/repo/migrations/20260309090000_widen_rates.exs';

export default defineTask({
  title: 'Commands that Ecto can turn around',
  project: 'lodge',
  unapplied: [migration],
  messages: [
    {
      phase: 'migrations',
      text: '`20260309090000_widen_rates.exs` is new and not merged. Rolling it back has to work. Repair it without changing what it does on the way up.',
    },
  ],
  expects: {
    gone: [{ rule: 'migrations/irreversible-change', path: migration }],
    touches: [migration],
  },
  solution: {
    replies: [
      call({ check: { path: migration }, explain_rule: { rule: 'migrations/irreversible-change' } }),
      edit(
        migration,
        'Says what was before.',
        {
          old: 'modify :nightly_rate, :decimal, precision: 12, scale: 2',
          new: 'modify :nightly_rate, :decimal, precision: 12, scale: 2, from: {:decimal, null: false}',
        },
        {
          old: `    execute "COMMENT ON TABLE rooms IS 'One row for each room that can be booked'"`,
          new: `    execute "COMMENT ON TABLE rooms IS 'One row for each room that can be booked'",
            "COMMENT ON TABLE rooms IS NULL"`,
        },
      ),
      say('Both commands know their way back.'),
    ],
  },
  mistakes: [
    {
      name: 'repairs one of the two, and leaves a `change` that still fails',
      replies: [
        edit(migration, 'Says what was before.', {
          old: 'modify :nightly_rate, :decimal, precision: 12, scale: 2',
          new: 'modify :nightly_rate, :decimal, precision: 12, scale: 2, from: {:decimal, null: false}',
        }),
        say('It can be rolled back.'),
      ],
      fails: ['findings-gone'],
    },
  ],
});
