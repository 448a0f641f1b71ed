import { at } from '../../../../base/span.ts';
import { undoInDown } from '../../../../ecto/down.ts';
import { isEditable } from '../../../../ecto/edits.ts';
import { imbalancesOf, type Imbalance } from '../../../../ecto/imbalance.ts';
import { isDeclaredEmpty } from '../../../../ecto/intent.ts';
import type { Migration } from '../../../../ecto/migration.ts';
import { restorationGaps, type RestorationGap } from '../../../../ecto/restoration.ts';
import type { Fix, Severity } from '../../../finding.ts';
import { isProvenReversible } from '../../../proven-reversible.ts';
import { defineRule, type Report, type RuleContext } from '../../../rule.ts';

type Key = Imbalance['kind'] | RestorationGap['kind'];

export default defineRule({
  subject: 'migration',
  tier: 2,
  severity: 'warning',
  summary: 'What `down` does is not the opposite of what `up` does.',
  messages: {
    stays:
      'A rollback leaves the {noun} `{name}` in place, since `down` does not take it away, and the next `up` fails on it. Drop it in `down`.',
    missing:
      'A rollback does not bring the {noun} `{name}` back: this drops it, and `down` does not create it. Create it again in `down`, or raise there if there is no way back.',
    lost: '`down` drops the {noun} `{name}`, which `up` does not create: a rollback fails where it is not there, and loses it where it is. Drop what `up` has created.',
    added:
      '`down` creates the {noun} `{name}`, which `up` does not drop: a rollback fails where it is there, and adds it where it never was. Create what `up` has dropped.',
    type: 'After a rollback `{name}` has the type `{after}`, but before this migration it had `{before}`. Give it its former type in `down`.',
    unrestored:
      'A rollback leaves `{name}` with the type `{after}`, since `down` does not change it back, but before this migration it had `{before}`. Give it its former type in `down`.',
    required:
      'A rollback leaves `{name}` NOT NULL, since `down` does not say `null: true`, so older code fails when it writes a row without it. Take it back in `down`.',
  },
  *check(migration, context) {
    const { up, down, path, openBecause } = migration;
    if (up === undefined || down === undefined || openBecause.length > 0) return;
    if (down.statements.some(({ kind }) => kind === 'raise') || isDeclaredEmpty(migration)) return;
    const isProven = isProvenReversible(path, context);
    const suspected = (severity: Severity): Severity => (isProven ? 'hint' : severity);
    for (const { kind, step } of imbalancesOf(migration, context.textOf(path))) {
      yield {
        message: kind,
        severity: suspected('warning'),
        data: { noun: step.noun, name: step.name },
        at: at(path, step.at),
        fixes: kind === 'stays' || kind === 'missing' ? fixesOf({ kind, step }, migration, context) : [],
      } satisfies Report<Key>;
    }
    for (const { kind, name, before, after, at: place } of restorationGaps(migration, context.migrations)) {
      const severity = suspected(kind === 'required' ? 'warning' : 'info');
      yield { message: kind, severity, data: { name, before, after }, at: at(path, place) };
    }
  },
});

/** Only for a statement that stands for itself; a change inside of `alter table` has to be undone beside others. */
function fixesOf({ step }: Imbalance, migration: Migration, { textOf }: RuleContext): Fix[] {
  const { statement, change } = step;
  if (change !== undefined || !isEditable(statement)) return [];
  const edit = undoInDown(textOf(migration.path), migration, statement);
  if (edit === undefined) return [];
  return [{ title: 'Undo it in `down`', safe: false, edits: [{ path: migration.path, edits: [edit] }] }];
}
