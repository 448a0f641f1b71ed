import { at } from '../../../../base/span.ts';
import type { TextEdit } from '../../../../base/text-edit.ts';
import { isEditable } from '../../../../ecto/edits.ts';
import { isDeclaredIrreversible } from '../../../../ecto/intent.ts';
import { irreversibleIn, type Irreversibility, type Irreversible } from '../../../../ecto/irreversible.ts';
import type { Migration } from '../../../../ecto/migration.ts';
import type { Fix } from '../../../finding.ts';
import { defineRule, type Report } from '../../../rule.ts';

/**
 * What could be undone if Ecto were told how is an error. A drop it can never undo, and stops as cleanly as at a `down`
 * that raises; there the warning asks for just that, in words.
 */
export default defineRule({
  subject: 'migration',
  tier: 1,
  severity: 'error',
  summary: 'A command in `change` that Ecto cannot turn around makes every rollback fail.',
  messages: {
    execute:
      'A rollback fails here: Ecto cannot undo `{what}` by itself. Give it the command that undoes it as a second argument, or write `up` and `down`.',
    drop: 'A rollback cannot get past this: Ecto does not know what the dropped {what} looked like. Write `up` and `down`, and create what was dropped again in `down`, or raise there if there is no way back.',
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
    const found = irreversibleIn(migration, context.migrations, context.textOf(migration.path));
    const drops = found.filter(({ key }) => key === 'drop');
    if (drops[0] !== undefined) yield dropped(drops[0], drops, found, migration);
    for (const { key, what, written, edit } of found.filter((irreversible) => irreversible.key !== 'drop')) {
      yield {
        message: key,
        severity: isDeclared(migration) ? 'hint' : 'error',
        data: { what },
        at: at(migration.path, written.nameSpan),
        fixes: isEditable(written) ? fixesOf(key, migration.path, edit()) : [],
      };
    }
  },
});

/** All drops together are one thing to repair: a `down` that knows what they dropped. */
function dropped(
  first: Irreversible,
  drops: readonly Irreversible[],
  found: readonly Irreversible[],
  migration: Migration,
): Report<'drop'> {
  const { path } = migration;
  const others = drops.filter(({ written }) => written.start !== first.written.start);
  const nouns = [...new Set(drops.map(({ what }) => what))];
  return {
    message: 'drop',
    severity: isDeclared(migration) ? 'hint' : isHalfUndone(migration, found) ? 'error' : 'warning',
    data: { what: nouns.map((noun) => nameAll(noun, drops)).join(' and ') },
    at: at(path, first.written.nameSpan),
    related: others.map(({ written }) => ({ at: at(path, written.nameSpan), message: 'This is dropped too.' })),
  };
}

function nameAll(noun: string, all: readonly Irreversible[]): string {
  return all.filter(({ what }) => what === noun).length > 1 ? `${noun}s` : noun;
}

function isDeclared(migration: Migration): boolean {
  return isDeclaredIrreversible(migration) || raisesOnTheWayDown(migration);
}

/**
 * Ecto goes backwards and raises at the last of `found`. A transaction takes back what was undone until then; without
 * one it stays undone.
 */
function isHalfUndone({ change, disablesTransaction }: Migration, found: readonly Irreversible[]): boolean {
  const statements = change?.statements ?? [];
  const last = Math.max(...found.map(({ statement }) => statements.indexOf(statement)));
  const behind = statements.slice(last + 1);
  return disablesTransaction && behind.some(({ kind, only }) => only !== 'up' && kind !== 'inert' && kind !== 'flush');
}

function raisesOnTheWayDown({ change }: Migration): boolean {
  return change?.statements.some(({ kind, only }) => kind === 'raise' && only === 'down') === true;
}

const titles: Readonly<Record<Irreversibility, string>> = {
  execute: 'Add the command that undoes it',
  remove: 'Add the type that earlier migrations gave the column',
  modify: 'Add `from:` with what earlier migrations made of the column',
  drop: '',
  tolerant: '',
};

function fixesOf(key: Irreversibility, path: string, edit: TextEdit | undefined): Fix[] {
  return edit === undefined ? [] : [{ title: titles[key], safe: false, edits: [{ path, edits: [edit] }] }];
}
