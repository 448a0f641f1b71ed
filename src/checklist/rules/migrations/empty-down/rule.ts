import { at } from '../../../../base/span.ts';
import type { TextEdit } from '../../../../base/text-edit.ts';
import { fillDown, raiseInDown } from '../../../../ecto/down.ts';
import { statementEffect } from '../../../../ecto/effect.ts';
import { installsExtensions, isDeclaredEmpty, isDeclaredNeedless } from '../../../../ecto/intent.ts';
import { commentsIn, type Direction, type Migration } from '../../../../ecto/migration.ts';
import type { Fix, Severity } from '../../../finding.ts';
import { defineRule, type Report, type RuleContext } from '../../../rule.ts';

type Key = 'schema' | 'tolerant' | 'data' | 'nothing';

/** What AshPostgres writes into `down` for a dropped table; a rule of its own speaks of it. */
const droppedTable = 'Rollback would require recreating the table manually';

const severities: Readonly<Record<Exclude<Key, 'nothing'>, Severity>> = {
  schema: 'warning',
  tolerant: 'info',
  data: 'info',
};

export default defineRule({
  subject: 'migration',
  tier: 1,
  severity: 'warning',
  summary: 'An empty `down` counts as rolled back although nothing is undone.',
  messages: {
    schema:
      'A rollback counts this migration as undone but leaves its changes in the schema: older code meets a database that it does not know, and a second `up` may fail. Undo the changes in `down`, or raise in it.',
    tolerant:
      'A rollback counts this migration as undone but leaves what it made in the schema. Undo it in `down`, or say in a comment that it stays on purpose.',
    data: 'A rollback counts this migration as undone but leaves the rows as `up` made them. Say in a comment that this is meant, or raise in `down` where older code cannot live with them.',
    nothing:
      'This migration does nothing in either direction, so what its name promises never happens. Write it, or delete the migration.',
  },
  *check(migration, context) {
    if (migration.openBecause.length > 0 || installsExtensions(migration)) return;
    const only = migration.change ?? (isEmpty(migration.down) ? migration.up : undefined);
    if (only !== undefined && isEmpty(only)) {
      if (isDeclaredNeedless(migration)) return;
      yield { message: 'nothing', severity: 'info', at: at(migration.path, only.nameSpan) };
    } else if (migration.change === undefined) {
      yield* emptyDown(migration, context);
    }
  },
});

function isEmpty(direction: Direction | undefined): boolean {
  if (direction === undefined) return false;
  return direction.statements.every(({ kind, args }) => kind === 'inert' && args.length === 0);
}

function* emptyDown(migration: Migration, context: RuleContext): Generator<Report<Key>> {
  const { up, down, path } = migration;
  if (up === undefined || down === undefined || !isEmpty(down)) return;
  const key = effectOf(up);
  if (key === undefined || commentsIn(migration, down).some(({ text }) => text.includes(droppedTable))) return;
  const isDeclared = isDeclaredEmpty(migration);
  if (isDeclared && key !== 'schema') return;
  yield {
    message: key,
    severity: isDeclared ? 'hint' : severities[key],
    at: at(path, down.nameSpan),
    fixes: fixesOf(key, migration, context),
  };
}

/** The strongest effect that is certain; a schema command under a condition may never have run. */
function effectOf(up: Direction): 'schema' | 'tolerant' | 'data' | undefined {
  const effects = up.statements
    .filter(({ only }) => only !== 'down')
    .map((statement) => ({ effect: statementEffect(statement), conditional: statement.conditional }));
  if (effects.some(({ effect, conditional }) => effect === 'schema' && !conditional)) return 'schema';
  if (effects.some(({ effect }) => effect === 'schema' || effect === 'tolerant-schema')) return 'tolerant';
  return effects.some(({ effect }) => effect === 'data') ? 'data' : undefined;
}

function fixesOf(key: Key, migration: Migration, { migrations, textOf }: RuleContext): Fix[] {
  if (key === 'data') return [];
  const text = textOf(migration.path);
  const fix = (title: string, edit: TextEdit | undefined) =>
    edit === undefined ? [] : [{ title, safe: false, edits: [{ path: migration.path, edits: [edit] }] }];
  return [
    ...fix('Fill `down` with the opposite of `up`', fillDown(text, migration, migrations)),
    ...(key === 'schema' ? fix('Raise in `down`', raiseInDown(text, migration)) : []),
  ];
}
