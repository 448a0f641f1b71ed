import { at } from '../../../../base/span.ts';
import type { TextEdit } from '../../../../base/text-edit.ts';
import type { ColumnChange } from '../../../../ecto/column.ts';
import { addFrom, addRemovedType, addReverse, isEditable } from '../../../../ecto/edits.ts';
import { columnBefore } from '../../../../ecto/history.ts';
import { isDeclaredIrreversible } from '../../../../ecto/intent.ts';
import type { Migration } from '../../../../ecto/migration.ts';
import type { AlterTable, Statement, Written } from '../../../../ecto/statement.ts';
import type { Fix } from '../../../finding.ts';
import { defineRule, type RuleContext } from '../../../rule.ts';

type Key = 'execute' | 'drop' | 'remove' | 'modify' | 'tolerant';

interface Irreversible {
  readonly key: Key;
  readonly what: string;
  readonly written: Written;
  readonly edit: () => TextEdit | undefined;
}

const nothing = (): undefined => undefined;

/** What Ecto's runner can turn around is listed in `Ecto.Migration.Runner`, `reverse/1` and `table_reverse/2`. */
export default defineRule({
  subject: 'migration',
  tier: 1,
  severity: 'error',
  summary: 'A command in `change` that Ecto cannot turn around makes every rollback fail.',
  messages: {
    execute:
      'A rollback fails here: Ecto cannot undo `{what}` by itself. Give it the command that undoes it as a second argument, or write `up` and `down`.',
    drop: 'A rollback fails here: Ecto does not know what the dropped {what} looked like. Write `up` and `down`.',
    remove:
      'A rollback fails here: Ecto does not know the type of `{what}`. Write it behind the name, or write `up` and `down`.',
    modify:
      'A rollback fails here: Ecto does not know what `{what}` was before. Say so with `from:`, or write `up` and `down`.',
    tolerant:
      'A rollback fails here: Ecto cannot know whether `{what}` changed anything. Use the form without the condition, or write `up` and `down`.',
  },
  *check(migration, context) {
    if (migration.change === undefined || migration.up !== undefined || migration.down !== undefined) return;
    if (migration.openBecause.length > 0) return;
    const isDeclared = isDeclaredIrreversible(migration) || raisesOnTheWayDown(migration);
    for (const { key, what, written, edit } of migration.change.statements.flatMap((statement) =>
      irreversibleIn(statement, migration, context),
    )) {
      yield {
        message: key,
        ...(isDeclared ? { severity: 'hint' as const } : {}),
        data: { what },
        at: at(migration.path, written.nameSpan),
        fixes: isEditable(written) ? fixesOf(key, migration.path, edit()) : [],
      };
    }
  },
});

function raisesOnTheWayDown({ change }: Migration): boolean {
  return change?.statements.some(({ kind, only }) => kind === 'raise' && only === 'down') === true;
}

/** Commands under a condition are left alone: it may well be one for the direction. */
function irreversibleIn(statement: Statement, migration: Migration, context: RuleContext): Irreversible[] {
  if (statement.conditional || statement.only !== undefined) return [];
  const text = context.textOf(migration.path);
  switch (statement.kind) {
    case 'execute': {
      const what = `${text.slice(statement.nameSpan.start, statement.nameSpan.end)}/1`;
      if (statement.reverse !== undefined) return [];
      return [{ key: 'execute', what, written: statement, edit: () => addReverse(text, statement) }];
    }
    case 'drop-table':
      return [{ key: 'drop', what: 'table', written: statement, edit: nothing }];
    case 'drop-constraint':
      return [{ key: 'drop', what: 'constraint', written: statement, edit: nothing }];
    case 'alter-table':
      return statement.changes.flatMap((change) => irreversibleChange(change, statement, migration, context));
    default:
      return [];
  }
}

function irreversibleChange(
  change: ColumnChange,
  { table }: AlterTable,
  migration: Migration,
  context: RuleContext,
): Irreversible[] {
  if (change.conditional || change.only !== undefined) return [];
  const text = context.textOf(migration.path);
  const before = () => columnBefore(context.migrations, migration, table, change);
  if (change.kind === 'modify' && !change.hasFrom) {
    const edit = () => ifKnown(before(), (definition) => addFrom(text, change, definition));
    return [{ key: 'modify', what: change.column.name ?? 'the column', written: change, edit }];
  }
  if (change.kind === 'add' && change.ifNotExists) {
    return [{ key: 'tolerant', what: 'add_if_not_exists', written: change, edit: nothing }];
  }
  if (change.kind !== 'remove') return [];
  if (change.ifExists) return [{ key: 'tolerant', what: 'remove_if_exists', written: change, edit: nothing }];
  if (change.definition !== undefined) return [];
  const edit = () => ifKnown(before(), (definition) => addRemovedType(text, change, definition));
  return [{ key: 'remove', what: change.column.name ?? 'the column', written: change, edit }];
}

function ifKnown<T, R>(value: T | undefined, use: (value: T) => R | undefined): R | undefined {
  return value === undefined ? undefined : use(value);
}

const titles: Readonly<Record<Key, string>> = {
  execute: 'Add the command that undoes it',
  remove: 'Add the type that earlier migrations gave the column',
  modify: 'Add `from:` with what earlier migrations made of the column',
  drop: '',
  tolerant: '',
};

function fixesOf(key: Key, path: string, edit: TextEdit | undefined): Fix[] {
  return edit === undefined ? [] : [{ title: titles[key], safe: false, edits: [{ path, edits: [edit] }] }];
}
