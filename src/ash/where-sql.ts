import { printKey, printString } from '../elixir/print.ts';
import { lineBreakOf, lineLength } from '../elixir/formatter.ts';
import { Lines } from '../base/lines.ts';
import { cover, type Span } from '../base/span.ts';
import { insertion, replacement, type FileEdit, type TextEdit } from '../base/text-edit.ts';
import { findOption, type Declaration } from '../elixir/declaration.ts';
import { appendLine, isEditable } from '../elixir/edits.ts';
import { isKeywordList } from '../elixir/literal.ts';
import type { List } from '../elixir/syntax.ts';
import type { Resource } from './model.ts';

const option = 'identity_wheres_to_sql';

/** SQL for the condition of an identity. */
export interface WhereSql {
  readonly identity: string;
  readonly sql: string;
}

/** Whether the resource says the SQL of an identity's condition; undefined where the text does not decide it. */
export function hasWhereSql(resource: Resource, identity: string): boolean | undefined {
  if (resource.postgres?.dynamicOptions.has(option) === true) return undefined;
  return resource.postgres?.keywords.get(option)?.has(identity) === true;
}

/** Whether the resource has an `identity_wheres_to_sql` to which entries can be added. */
export function hasWhereSqlList(resource: Resource): boolean {
  return blocksOf(resource).some((block) => findOption(block, option) !== undefined);
}

/** Adds entries to `identity_wheres_to_sql` of the `postgres` block; undefined when that cannot be edited. */
export function addWhereSql(
  resource: Resource,
  entries: readonly WhereSql[],
  textOf: (path: string) => string,
): FileEdit | undefined {
  const pairs = entries.map(({ identity, sql }): Pair => [printKey(identity), printString(sql)]);
  const blocks = blocksOf(resource);
  const owner = blocks.findLast((block) => findOption(block, option) !== undefined);
  const written = owner?.body.findLast((child) => child.name === option);
  if (owner !== undefined) {
    const edit = written === undefined ? undefined : extendList(textOf(owner.path), written, pairs);
    return edit === undefined ? undefined : { path: owner.path, edits: [edit] };
  }
  const block = blocks.findLast((candidate) => candidate.block?.inline === false);
  if (block?.block === undefined) return undefined;
  const text = textOf(block.path);
  return { path: block.path, edits: [newStatement(text, block, block.block, pairs)] };
}

type Pair = readonly [key: string, value: string];

function blocksOf(resource: Resource): Declaration[] {
  return (resource.postgres?.declarations ?? []).filter((block) => isEditable(block, block.path));
}

function newStatement(text: string, owner: Declaration, block: Span, pairs: readonly Pair[]): TextEdit {
  const lines = new Lines(text);
  const indent = lines.indentOf(lines.lineAt(owner.start)).length + 2;
  const column = option.length + 1;
  const list = onLines(pairs, column, lineLength - indent, '\n');
  const insert = appendLine(text, owner, block, `${option} ${list}`);
  const blank = needsBlankLine(owner) ? lineBreakOf(text) : '';
  return { ...insert, text: blank + insert.text };
}

/** One pair on each line below the other; the formatter puts a value that is too long on a line of its own. */
function onLines(pairs: readonly Pair[], column: number, limit: number, newline: string): string {
  const indent = newline + ' '.repeat(column);
  return pairs
    .map(([key, value], index) => {
      const comma = index < pairs.length - 1 ? 1 : 0;
      const fits = column + key.length + 1 + value.length + comma <= limit;
      return fits ? `${key} ${value}` : `${key}${indent}  ${value}`;
    })
    .join(`,${indent}`);
}

/** Options stand apart from a section in front of them, as everything behind an `end` does. */
function needsBlankLine(block: Declaration): boolean {
  return block.body.at(-1)?.block !== undefined;
}

function extendList(text: string, statement: Declaration, pairs: readonly Pair[]): TextEdit | undefined {
  const [list] = statement.args;
  if (!isEditable(statement, statement.path) || !isKeywordList(list)) return undefined;
  const [first] = list.items;
  const last = list.items.at(-1);
  const oneLine = pairs.map(([key, value]) => `${key} ${value}`).join(', ');
  if (first === undefined || last === undefined) return replacement(list, list.bare ? oneLine : `[${oneLine}]`);
  const lines = new Lines(text);
  const newline = lineBreakOf(text);
  const { line, column } = lines.positionAt(first.start);
  const startsLine = lines.indentOf(line).length + 1 === column;
  const isOneLine = lines.lineAt(last.end) === line && !startsLine;
  const fits = lines.textOf(line).length + 2 + oneLine.length <= lineLength;
  if (isOneLine && fits) return insertion(last.end, `, ${oneLine}`);
  const separator = `,${newline}${' '.repeat(column - 1)}`;
  if (!isOneLine) return insertion(last.end, separator + onLines(pairs, column - 1, lineLength, newline));
  return breakList(text, statement, list, pairs);
}

/** One pair on each line, as the formatter breaks keywords: below the first, or indented between their brackets. */
function breakList(text: string, statement: Declaration, list: List, pairs: readonly Pair[]): TextEdit | undefined {
  const lines = new Lines(text);
  const newline = lineBreakOf(text);
  const written = list.items.flatMap((item): Pair[] =>
    item.kind === 'pair'
      ? [[text.slice(item.start, item.value.start).trimEnd(), text.slice(item.value.start, item.value.end)]]
      : [],
  );
  const [first] = list.items;
  const last = list.items.at(-1);
  if (first === undefined || last === undefined || written.length !== list.items.length) return undefined;
  const all = [...written, ...pairs];
  const span = cover(first, last);
  if (!statement.parens && list.bare)
    return replacement(span, onLines(all, lines.positionAt(first.start).column - 1, lineLength, newline));
  const indent = lines.indentOf(lines.lineAt(statement.start));
  const inner = onLines(all, indent.length + 2, lineLength, newline);
  return replacement(span, `${newline}${indent}  ${inner}${newline}${indent}`);
}
