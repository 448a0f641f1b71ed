import { at } from '../../../../base/span.ts';
import { addDown } from '../../../../ecto/down.ts';
import { isDeclaredIrreversible } from '../../../../ecto/intent.ts';
import { isDrop } from '../../../../ecto/irreversible.ts';
import type { Direction } from '../../../../ecto/migration.ts';
import { defineRule } from '../../../rule.ts';

/** Ecto looks for `down/0`, then for `change/0`, and raises where there is neither. */
export default defineRule({
  subject: 'migration',
  tier: 1,
  severity: 'error',
  summary: 'A migration with `up` and without `down` cannot be rolled back.',
  messages: {
    missing:
      'A rollback fails at this migration, and so do all rollbacks to an earlier version: there is no `down`. Define it, or raise in it if there is no way back.',
  },
  *check(migration, context) {
    const { up, path } = migration;
    if (up === undefined || migration.down !== undefined || migration.change !== undefined) return;
    if (migration.openBecause.length > 0) return;
    const edit = addDown(context.textOf(path), migration, context.migrations);
    yield {
      message: 'missing',
      severity: isDeclaredIrreversible(migration) ? 'hint' : onlyDrops(up) ? 'warning' : 'error',
      at: at(path, up.nameSpan),
      fixes:
        edit === undefined
          ? []
          : [{ title: 'Define `down` with the opposite of `up`', safe: false, edits: [{ path, edits: [edit] }] }],
    };
  },
});

/** As with a drop in `change`: nothing brings the rows back, so that only the word about it is missing. */
function onlyDrops({ statements }: Direction): boolean {
  return statements.some(isDrop) && statements.every((it) => isDrop(it) || it.kind === 'flush' || it.kind === 'inert');
}
