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
  const pairs = entries.map(({ identity, sql }) => `${printKey(identity)} ${printText(sql)}`);
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

function blocksOf(resource: Resource): Declaration[] {
  return (resource.postgres?.declarations ?? []).filter((block) => isEditable(block, block.path));
}

/** A second statement would replace the first: two such edits have to overlap, and an insertion never does. */
function newStatement(text: string, owner: Declaration, block: Span, pairs: readonly string[]): TextEdit {
  const separator = `,\n${' '.repeat(option.length + 1)}`;
  const insert = appendLine(text, owner, block, `${option} ${pairs.join(separator)}`);
  const blank = needsBlankLine(owner) ? lineBreakOf(text) : '';
  return replacement({ start: insert.start, end: insert.start + 1 }, blank + insert.text + text.charAt(insert.start));
}

/** Options stand apart from a section in front of them, as everything behind an `end` does. */
function needsBlankLine(block: Declaration): boolean {
  return block.body.at(-1)?.block !== undefined;
}

function extendList(text: string, statement: Declaration, pairs: readonly string[]): TextEdit | undefined {
  const [list] = statement.args;
  if (!isEditable(statement, statement.path) || !isKeywordList(list)) return undefined;
  const [first] = list.items;
  const last = list.items.at(-1);
  if (first === undefined || last === undefined) return replacement(list, `[${pairs.join(', ')}]`);
  const lines = new Lines(text);
  const start = lines.positionAt(first.start);
  const isBroken = lines.lineAt(last.start) > start.line;
  const separator = `,${lineBreakOf(text)}${' '.repeat(start.column - 1)}`;
  if (isBroken) return insertion(last.end, pairs.map((pair) => separator + pair).join(''));
  const addition = pairs.map((pair) => `, ${pair}`).join('');
  const fits = lines.textOf(start.line).length + addition.length <= 98;
  if (fits && lines.lineAt(last.end) === start.line) return insertion(last.end, addition);
  return breakList(text, statement, list, cover(first, last), pairs);
}

/** One pair per line, as the formatter breaks keywords: under the first one, or indented between their brackets. */
function breakList(
  text: string,
  statement: Declaration,
  list: List,
  pairsSpan: Span,
  pairs: readonly string[],
): TextEdit {
  const lines = new Lines(text);
  const newline = lineBreakOf(text);
  const all = [...list.items.map((item) => text.slice(item.start, item.end)), ...pairs];
  const isDelimited = statement.parens || !list.bare;
  if (!isDelimited) {
    const column = lines.positionAt(pairsSpan.start).column - 1;
    return replacement(pairsSpan, all.join(`,${newline}${' '.repeat(column)}`));
  }
  const indent = lines.indentOf(lines.lineAt(statement.start));
  const inner = all.map((pair) => `${newline}${indent}  ${pair}`).join(',');
  return replacement(pairsSpan, `${inner}${newline}${indent}`);
}

function printKey(name: string): string {
  return /^[a-z_][A-Za-z0-9_]*[?!]?$/.test(name) ? `${name}:` : `${printText(name)}:`;
}

function printText(value: string): string {
  return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('#{', '\\#{')}"`;
}

function lineBreakOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}
