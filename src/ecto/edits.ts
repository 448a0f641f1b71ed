import { Lines } from '../base/lines.ts';
import { insertion, replacement, type TextEdit } from '../base/text-edit.ts';
import type { AddColumn, Definition, ModifyColumn, RemoveColumn } from './column.ts';
import { printAtom, printString } from '../elixir/print.ts';
import { createdIndexCode, definitionCode, keywordsCode, typeCode } from './print.ts';
import { fromCode, inverseSqlOf } from './inverse.ts';
import { withoutDemand } from './required.ts';
import { fits, layOut, spaces, type CommandCode } from './layout.ts';
import type { Comment, Migration } from './migration.ts';
import type { CreateIndex, Execute } from './statement.ts';
import type { Written } from './written.ts';

/** Statements of loops and helpers share their text, and there a change for one would change all of them. */
export function isEditable(written: Written): boolean {
  return written.origin === 'body' && written.only === undefined;
}

/** `remove :title` becomes `remove :title, :text, default: ""`. */
export function addRemovedType(text: string, change: RemoveColumn, before: Definition): TextEdit | undefined {
  const code = definitionCode(withoutDemand(before));
  const { name } = change.column;
  if (code === undefined || name === undefined) return undefined;
  const { type, keywords } = code;
  return rewrite(text, change, {
    name: 'remove',
    parens: change.parens,
    args: [{ flat: printAtom(name) }, type],
    keywords,
  });
}

/** `modify :title, :text` becomes `modify :title, :text, from: :string`. */
export function addFrom(text: string, change: ModifyColumn, before: Definition): TextEdit | undefined {
  const from = fromCode(change, before);
  const { name } = change.column;
  if (from === undefined || name === undefined) return undefined;
  const addition = `, from: ${from.flat}`;
  if (isOnOneLine(text, change) && fits(lineOf(text, change) + addition, 0)) return insertion(change.argsEnd, addition);
  const code = definitionCode(change.definition);
  if (code === undefined) return undefined;
  const keywords = [...code.keywords, { name: 'from', value: from }];
  return rewrite(text, change, {
    name: 'modify',
    parens: change.parens,
    args: [{ flat: printAtom(name) }, code.type],
    keywords,
  });
}

/** `add :title, :text, null: false` becomes `add :title, :text`. */
export function removeColumnOption(
  text: string,
  change: AddColumn | RemoveColumn,
  option: string,
): TextEdit | undefined {
  const code = change.definition === undefined ? undefined : definitionCode(change.definition);
  const { name } = change.column;
  if (code === undefined || name === undefined) return undefined;
  return rewrite(text, change, {
    name: text.slice(change.nameSpan.start, change.nameSpan.end),
    parens: change.parens,
    args: [{ flat: printAtom(name) }, code.type],
    keywords: code.keywords.filter((keyword) => keyword.name !== option),
  });
}

/** `references(:users)` becomes `references(:users, validate: false)`. */
export function addUnvalidated(text: string, change: AddColumn | ModifyColumn): TextEdit | undefined {
  const { definition, column } = change;
  if (definition.type.kind !== 'reference' || (change.kind === 'modify' && change.hasFrom)) return undefined;
  const type = typeCode(definition.type, ['validate: false']);
  const keywords = definition.known ? keywordsCode(definition.options) : undefined;
  if (type === undefined || keywords === undefined || column.name === undefined) return undefined;
  return rewrite(text, change, {
    name: text.slice(change.nameSpan.start, change.nameSpan.end),
    parens: change.parens,
    args: [{ flat: printAtom(column.name) }, type],
    keywords,
  });
}

/** `create index(:posts, [:slug])` becomes `create index(:posts, [:slug], concurrently: true)`. */
export function addConcurrently(text: string, statement: CreateIndex): TextEdit | undefined {
  const [call] = statement.args;
  const code = call?.kind === 'call' ? createdIndexCode(statement.index, call.name, ['concurrently: true']) : undefined;
  if (code === undefined) return undefined;
  const name = text.slice(statement.nameSpan.start, statement.nameSpan.end);
  const indent = indentOf(text, statement);
  const first = code.broken?.(indent).split('\n')[0] ?? code.flat;
  if (!fits(`${name} ${first}`, indent)) return undefined;
  return rewrite(text, statement, { name, parens: statement.parens, args: [code], keywords: [] });
}

/** What lets a migration run outside of a transaction, and Ecto hold none for its lock meanwhile. */
export const transactionFlags = ['disable_ddl_transaction', 'disable_migration_lock'] as const;

/** Flags that the migration does not speak of; those that are there are left alone, whatever they say. */
export function missingFlags<Flag extends string>(
  text: string,
  { span }: Migration,
  flags: readonly Flag[],
): readonly Flag[] {
  const own = text.slice(span.start, span.end);
  return flags.filter((flag) => !own.includes(`@${flag}`));
}

/** Puts code in place of the first of several comments, and takes the others away with their lines. */
export function replaceComments(text: string, comments: readonly Comment[], code: string): TextEdit[] | undefined {
  const lines = new Lines(text);
  const [first, ...others] = comments;
  if (
    first === undefined ||
    [first, ...others].some(
      (comment) => lines.textOf(lines.lineAt(comment.start)).trim() !== text.slice(comment.start, comment.end),
    )
  )
    return undefined;
  return [
    replacement(first, code),
    ...others.map((comment) => {
      const line = lines.lineAt(comment.start);
      const start = lines.textOf(line - 1).trim() === '' ? lines.startOf(line - 1) : lines.startOf(line);
      return replacement({ start, end: lines.startOf(line + 1) }, '');
    }),
  ];
}

/** Sets what is to be true of a migration below its `use Ecto.Migration`. */
export function addModuleFlags(text: string, { use }: Migration, flags: readonly string[]): TextEdit | undefined {
  if (use === undefined || flags.length === 0) return undefined;
  const lines = new Lines(text);
  const indent = lines.indentOf(lines.lineAt(use.start));
  return insertion(use.end, withBreaksOf(text, flags.map((flag) => `\n${indent}@${flag} true`).join('')));
}

function rewrite(text: string, written: Written, code: CommandCode): TextEdit | undefined {
  const old = text.slice(written.start, written.end);
  if (old.includes('\n') && old.includes('#')) return undefined;
  return replaceStatement(text, written, layOut(code, indentOf(text, written)));
}

/** The formatter sets statements of several lines apart from their neighbours, together with comments above them. */
function replaceStatement(text: string, written: Written, code: string): TextEdit {
  const lines = new Lines(text);
  const [first, last] = [lines.lineAt(written.start), lines.lineAt(written.end)];
  if (first !== last || !code.includes('\n')) return replacement(written, withBreaksOf(text, code));
  const top = firstOfComments(lines, first);
  const before = top === 1 ? '' : lines.textOf(top - 1).trim();
  const after = lines.textOf(last + 1).trim();
  const start = lines.startOf(top);
  const breakAbove = before === '' || /(\bdo|\belse|->|\()$/.test(before) ? '' : '\n';
  const breakBelow = after === '' || /^(end|else)\b|^\)/.test(after) ? '' : '\n';
  const whole = `${breakAbove}${text.slice(start, written.start)}${code}${breakBelow}`;
  return replacement({ start, end: written.end }, withBreaksOf(text, whole.replaceAll('\r\n', '\n')));
}

function firstOfComments(lines: Lines, line: number): number {
  const isComment =
    line > 1 &&
    lines
      .textOf(line - 1)
      .trim()
      .startsWith('#');
  return isComment ? firstOfComments(lines, line - 1) : line;
}

/** Gives `execute` its second argument where the first one says for certain how it is undone. */
export function addReverse(text: string, statement: Execute): TextEdit | undefined {
  const sql = inverseSqlOf(statement.command);
  const argument = statement.args[0];
  if (sql === undefined || argument === undefined || statement.reverse !== undefined) return undefined;
  const reverse = printString(sql);
  if (isOnOneLine(text, statement) && fits(`${lineOf(text, statement)}, ${reverse}`, 0)) {
    return insertion(statement.argsEnd, `, ${reverse}`);
  }
  const written = text.slice(argument.start, argument.end);
  const lines = new Lines(text);
  if (lines.lineAt(argument.start) > lines.lineAt(statement.start)) {
    return insertion(
      statement.argsEnd,
      withBreaksOf(text, `,\n${lines.indentOf(lines.lineAt(argument.start))}${reverse}`),
    );
  }
  const indent = indentOf(text, statement);
  const column = indent + (statement.parens ? 2 : 'execute '.length);
  const moved = written.replace(/\n(?=[^\n\r])/g, `\n${spaces(column - heredocIndent(written, indent))}`);
  const inside = `${moved},\n${spaces(column)}${reverse}`;
  const call = statement.parens ? `execute(\n${spaces(column)}${inside}\n${spaces(indent)})` : `execute ${inside}`;
  return replaceStatement(text, statement, call);
}

/** How far the closing quotes of a heredoc are indented; its lines move along with them. */
function heredocIndent(written: string, otherwise: number): number {
  return /\n([ ]*)"""$/.exec(written)?.[1]?.length ?? otherwise;
}

function isOnOneLine(text: string, written: Written): boolean {
  return !text.slice(written.start, written.end).includes('\n');
}

function lineOf(text: string, written: Written): string {
  const lines = new Lines(text);
  return lines.textOf(lines.lineAt(written.start));
}

function indentOf(text: string, written: Written): number {
  const lines = new Lines(text);
  return lines.indentOf(lines.lineAt(written.start)).length;
}

/** Code with the line breaks that the file has. */
export function withBreaksOf(text: string, code: string): string {
  return text.includes('\r\n') ? code.replaceAll('\n', '\r\n') : code;
}
