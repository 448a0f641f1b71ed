import { Lines } from '../base/lines.ts';
import { insertion, replacement, type TextEdit } from '../base/text-edit.ts';
import { withBreaksOf } from './edits.ts';
import { columnBefore } from './history.ts';
import { inverseOf } from './inverse.ts';
import { commentsIn, forwardOf, type Direction, type Migration } from './migration.ts';
import { spaces } from './layout.ts';
import type { Statement } from './statement.ts';

/** A `down` behind `up` that undoes it step by step; undefined when a step has no certain inverse. */
export function addDown(text: string, migration: Migration, migrations: readonly Migration[]): TextEdit | undefined {
  const { up } = migration;
  if (up === undefined || migration.down !== undefined) return undefined;
  const body = inverseBody(text, up, migration, migrations);
  return body === undefined
    ? undefined
    : insertion(up.end, withBreaksOf(text, `\n\n${spaces(indentOf(text, up))}${body}`));
}

/** The same in place of an empty `down`; comments in it are the author's and stay. */
export function fillDown(text: string, migration: Migration, migrations: readonly Migration[]): TextEdit | undefined {
  const { up, down } = migration;
  if (up === undefined || down === undefined || commentsIn(migration, down).length > 0) return undefined;
  const body = inverseBody(text, down, migration, migrations);
  return body === undefined ? undefined : replacement(down, withBreaksOf(text, body));
}

/** What stops a rollback in words. */
export const raising = 'raise Ecto.MigrationError, message: "This migration cannot be rolled back"';

/** `down` as a step that stops the rollback. */
export function raiseInDown(text: string, migration: Migration): TextEdit | undefined {
  const { down } = migration;
  if (down === undefined || commentsIn(migration, down).length > 0) return undefined;
  return replacement(down, withBreaksOf(text, define(raising, indentOf(text, down))));
}

/** The opposite of one statement of `up`, at the beginning of `down`, which goes backwards. */
export function undoInDown(text: string, migration: Migration, statement: Statement): TextEdit | undefined {
  const { down } = migration;
  if (down === undefined) return undefined;
  const lines = new Lines(text);
  const line = lines.lineAt(down.nameSpan.start);
  const steps = inverseOf([statement], () => undefined, indentOf(text, down) + 2);
  const isBlock = /\bdo\s*$/.test(lines.textOf(line)) && down.statements.length > 0;
  if (steps === undefined || !isBlock) return undefined;
  const code = steps.map((step) => spaces(indentOf(text, down) + 2) + step).join('\n\n');
  return insertion(lines.startOf(line + 1), withBreaksOf(text, `${code}\n\n`));
}

function inverseBody(
  text: string,
  place: Direction,
  migration: Migration,
  migrations: readonly Migration[],
): string | undefined {
  const indent = indentOf(text, place);
  const before = columnBefore.bind(undefined, migrations, migration);
  const steps = inverseOf(forwardOf(migration), before, indent + 2);
  if (steps === undefined) return undefined;
  const lines = steps.flatMap((step, index) => {
    const isApart = index > 0 && (step.includes('\n') || steps[index - 1]?.includes('\n') === true);
    return isApart ? ['', spaces(indent + 2) + step] : [spaces(indent + 2) + step];
  });
  return define(lines.join('\n').trimStart(), indent);
}

function define(body: string, indent: number): string {
  return `def down do\n${spaces(indent + 2)}${body}\n${spaces(indent)}end`;
}

function indentOf(text: string, direction: Direction): number {
  const lines = new Lines(text);
  return lines.indentOf(lines.lineAt(direction.start)).length;
}
