import { at } from '../../../../base/span.ts';
import type { TextEdit } from '../../../../base/text-edit.ts';
import { fillDown, raiseInDown } from '../../../../ecto/down.ts';
import { statementEffect } from '../../../../ecto/effect.ts';
import { installsExtensions, isDeclaredEmpty, isDeclaredNeedless } from '../../../../ecto/intent.ts';
import { commentsIn, forwardOf, type Direction, type Migration } from '../../../../ecto/migration.ts';
import { schemaChangesOf, type SchemaChange } from '../../../../ecto/schema-change.ts';
import type { Statement } from '../../../../ecto/statement.ts';
import type { Fix } from '../../../finding.ts';
import { isProvenReversible } from '../../../proven-reversible.ts';
import { defineRule, type Report, type RuleContext } from '../../../rule.ts';

type Key = 'created' | 'dropped' | 'schema' | 'stays' | 'tolerant' | 'data' | 'nothing';

/** What AshPostgres writes into `down` for a dropped table; a rule of its own speaks of it. */
const droppedTable = 'Rollback would require recreating the table manually';

export default defineRule({
  subject: 'migration',
  tier: 1,
  severity: 'warning',
  summary: 'An empty `down` counts as rolled back although nothing is undone.',
  messages: {
    created:
      'A rollback counts this migration as undone but leaves {what} that `up` creates: the next `up` fails on what is already there. Undo that in `down`, or raise there.',
    dropped:
      'A rollback counts this migration as undone but does not bring back {what} that `up` drops: rolling back further fails where an earlier migration drops what it once created. Create that again in `down`, or raise there if there is no way back.',
    schema:
      'A rollback counts this migration as undone but leaves its changes in the schema, so older code meets a database that it does not know. Undo the changes in `down`, or raise there.',
    stays:
      'A rollback counts this migration as undone but leaves {what} from `up` in place. Undo that in `down`, or say in a comment that it stays on purpose.',
    tolerant:
      'A rollback counts this migration as undone but leaves the schema as `up` made it. Undo it in `down`, or say in a comment that it stays on purpose.',
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
  const forward = forwardOf(migration);
  const effect = effectOf(forward);
  if (effect === undefined || commentsIn(migration, down).some(({ text }) => text.includes(droppedTable))) return;
  const isDeclared = isDeclaredEmpty(migration);
  if (isDeclared && effect !== 'schema') return;
  const isRestored = effect !== 'data' && isProvenReversible(path, context);
  const changes = forward.flatMap(schemaChangesOf);
  yield {
    message: messageFor(
      effect,
      changes,
      forward.some(({ conditional }) => conditional),
    ),
    severity: isDeclared || isRestored ? 'hint' : effect === 'schema' ? 'warning' : 'info',
    data: { what: namesOf(changes) },
    at: at(path, down.nameSpan),
    fixes: fixesOf(effect, migration, context),
  };
}

type Effect = 'schema' | 'tolerant' | 'data';

/** The strongest effect that is certain; a schema command under a condition may never have run. */
function effectOf(forward: readonly Statement[]): Effect | undefined {
  const effects = forward.map((it) => ({ effect: statementEffect(it), conditional: it.conditional }));
  if (effects.some(({ effect, conditional }) => effect === 'schema' && !conditional)) return 'schema';
  if (effects.some(({ effect }) => effect === 'schema' || effect === 'tolerant-schema')) return 'tolerant';
  return effects.some(({ effect }) => effect === 'data') ? 'data' : undefined;
}

/** What a second `up` or an earlier rollback meets is certain only where `up` does nothing but create, or but drop. */
function messageFor(effect: Effect, changes: readonly SchemaChange[], isConditional: boolean): Key {
  if (effect === 'data') return 'data';
  const onlyCreates = changes.every(({ kind }) => kind === 'creates');
  if (effect === 'tolerant') return onlyCreates && !isConditional ? 'stays' : 'tolerant';
  if (changes.every(({ kind }) => kind === 'drops')) return 'dropped';
  return onlyCreates && changes.some(({ tolerant }) => !tolerant) ? 'created' : 'schema';
}

/** `the table and the indexes`. */
function namesOf(changes: readonly SchemaChange[]): string {
  const nouns = [...new Set(changes.map(({ noun }) => noun))];
  const names = nouns.map(
    (noun) => `the ${changes.filter((it) => it.noun === noun).length > 1 ? pluralOf(noun) : noun}`,
  );
  return [names.slice(0, -1).join(', '), ...names.slice(-1)].filter((part) => part !== '').join(' and ');
}

function pluralOf(noun: string): string {
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  return /x$/.test(noun) ? `${noun}es` : `${noun}s`;
}

function fixesOf(effect: Effect, migration: Migration, { migrations, textOf }: RuleContext): Fix[] {
  if (effect === 'data') return [];
  const text = textOf(migration.path);
  const fix = (title: string, edit: TextEdit | undefined) =>
    edit === undefined ? [] : [{ title, safe: false, edits: [{ path: migration.path, edits: [edit] }] }];
  return [
    ...fix('Fill `down` with the opposite of `up`', fillDown(text, migration, migrations)),
    ...(effect === 'schema' ? fix('Raise in `down`', raiseInDown(text, migration)) : []),
  ];
}
