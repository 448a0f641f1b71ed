import { Lines } from '../base/lines.ts';
import type { Span } from '../base/span.ts';
import { insertion, replacement, type TextEdit } from '../base/text-edit.ts';
import { lineBreakOf, lineLength } from './formatter.ts';
import { findOption, type Declaration, type Option } from './declaration.ts';

/**
 * Sets an option of a declaration, in the form in which the declaration is written: replaces the value where the option
 * stands, adds a line to the do-block, appends a keyword, or opens a do-block where the line would get too long.
 */
export function setOption(text: string, declaration: Declaration, name: string, value: string): TextEdit {
  const written = findOption(declaration, name);
  if (written !== undefined) return replacement(written.value, value);
  return addOptions(text, declaration, [[name, value]]);
}

/**
 * Replaces a part of a declaration. One that was broken into several lines because it was too long becomes one line
 * again where it fits now, as the formatter would have it.
 */
export function replaceWithin(text: string, declaration: Declaration, part: Span, code: string): TextEdit {
  const { start, end, block } = declaration;
  const written = text.slice(start, part.start) + code + text.slice(part.end, end);
  const isPlain = block === undefined && !/[#"']|\bdo\b|\bfn\b|\|>/.test(written);
  if (!written.includes('\n') || !isPlain) return replacement(part, code);
  const joined = written
    .replace(/([([{])\s*\n\s*/g, '$1')
    .replace(/\s*\n\s*([)\]}])/g, '$1')
    .replace(/\s*\n\s*/g, ' ');
  const lines = new Lines(text);
  const length = lines.indentOf(lines.lineAt(start)).length + joined.length;
  return length <= lineLength ? replacement(declaration, joined) : replacement(part, code);
}

/** Replaces an argument. Keywords go to lines of their own where the line gets too long with it, as the formatter has it. */
export function replaceArgument(text: string, declaration: Declaration, argument: Span, code: string): TextEdit {
  const { start, argsEnd, block, parens, keywords } = declaration;
  const lines = new Lines(text);
  const line = lines.lineAt(start);
  const grown = lines.textOf(line).length + code.length - (argument.end - argument.start);
  const isOneLine = lines.lineAt(argsEnd) === line && block === undefined;
  if (grown <= lineLength || !isOneLine || parens || keywords.length === 0) return replacement(argument, code);
  const spread = withBrokenKeywords(text, declaration, [], `${lineBreakOf(text)}${lines.indentOf(line)}  `);
  const before = spread.slice(0, argument.start - start);
  return setOff(text, lines, declaration, before + code + spread.slice(argument.end - start));
}

/** Adds options that are not written yet. */
export function addOptions(
  text: string,
  declaration: Declaration,
  options: readonly (readonly [name: string, value: string])[],
): TextEdit {
  const { block } = declaration;
  const lines = options.map(([name, value]) => `${name} ${withoutBrackets(value)}`);
  if (block !== undefined && !block.inline) return appendLine(text, declaration, block, lines.join('\n'));
  const keywords = options.map(([name, value]) => `${name}: ${value}`);
  return appendKeywords(text, declaration, keywords, lines);
}

/** The formatter writes `sort at: :desc` for a call whose only argument is a keyword list. */
function withoutBrackets(value: string): string {
  return /^\[\w+[?!]?: .*\]$/.test(value) ? value.slice(1, -1) : value;
}

/** Removes an option together with its comma or its line. */
export function removeOption(text: string, declaration: Declaration, name: string): TextEdit | undefined {
  const option = findOption(declaration, name);
  if (option === undefined) return undefined;
  if (option.form === 'block') return removeStatement(text, option);
  const before = text.slice(0, option.start);
  const comma = /,\s*$/.exec(before);
  if (comma !== null) return replacement({ start: option.start - comma[0].length, end: option.end }, '');
  const after = /^\s*,\s*/.exec(text.slice(option.end));
  return replacement({ start: option.start, end: option.end + (after?.[0].length ?? 0) }, '');
}

/** Removes several options, the do-block with them where it holds nothing else, and line breaks that are not needed then. */
export function removeOptions(text: string, declaration: Declaration, names: readonly string[]): TextEdit[] {
  const options = names.map((name) => findOption(declaration, name)).filter((option) => option !== undefined);
  const blockEdits = options.filter(({ form }) => form === 'block').map((option) => removeStatement(text, option));
  const keywords = options.filter(({ form }) => form === 'keyword');
  return [...removeKeywords(text, declaration, keywords), ...(withoutBlock(text, declaration, names) ?? blockEdits)];
}

function removeKeywords(text: string, declaration: Declaration, removed: readonly Option[]): TextEdit[] {
  const { start, argsEnd, block, parens } = declaration;
  const kept = declaration.keywords.filter((option) => !removed.includes(option));
  const args = text.slice(start, Math.min(argsEnd, ...declaration.keywords.map((option) => option.start)));
  const positional = args.trimEnd().replace(/,$/, '');
  const joined = [positional, ...kept.map((option) => text.slice(option.start, option.end))].join(', ');
  const lines = new Lines(text);
  const length = lines.indentOf(lines.lineAt(start)).length + joined.length + (block === undefined ? 0 : ' do'.length);
  const isBroken = text.slice(start, argsEnd).includes('\n');
  const fits = length <= lineLength && !joined.includes('\n') && !text.slice(start, argsEnd).includes('#');
  if (removed.length > 0 && isBroken && !parens && fits) return [replacement({ start, end: argsEnd }, joined)];
  return removed.map(({ name }) => removeOption(text, declaration, name)).filter((edit) => edit !== undefined);
}

/** A block that would be left empty goes as a whole, unless a comment stands in it. */
function withoutBlock(text: string, declaration: Declaration, names: readonly string[]): TextEdit[] | undefined {
  const { argsEnd, body, block, end, parens } = declaration;
  if (block === undefined || block.inline || parens || body.length === 0) return undefined;
  if (text.slice(block.start, block.end).includes('#')) return undefined;
  return body.every(({ name }) => names.includes(name)) ? [replacement({ start: argsEnd, end }, '')] : undefined;
}

/** Removes a statement with the line that it stands on, where nothing else stands there. */
export function removeStatement(text: string, span: Span): TextEdit {
  const lineStart = text.lastIndexOf('\n', span.start - 1) + 1;
  const nextBreak = text.indexOf('\n', span.end);
  const lineEnd = nextBreak === -1 ? text.length : nextBreak + 1;
  const isAlone = text.slice(lineStart, span.start).trim() === '' && text.slice(span.end, lineEnd).trim() === '';
  return replacement(isAlone ? { start: lineStart, end: lineEnd } : span, '');
}

/** Adds a statement as the last line of a `do … end` block. */
export function appendLine(text: string, owner: Span, block: Span, statement: string): TextEdit {
  const lines = new Lines(text);
  const newline = lineBreakOf(text);
  const outer = lines.indentOf(lines.lineAt(owner.start));
  const endWord = block.end - 'end'.length;
  const lineStart = text.lastIndexOf('\n', endWord - 1) + 1;
  const body = indentBlock(statement, `${outer}  `, newline);
  if (text.slice(lineStart, endWord).trim() === '') return insertion(lineStart, `${body}${newline}`);
  return insertion(endWord, `${newline}${body}${newline}${outer}`);
}

/** Adds `statement` to a block of top-level sections: `path` is `['postgres', 'references']` or `['identities']`. */
export function appendToSection(
  text: string,
  module: Span,
  sections: ReadonlyMap<string, readonly Declaration[]>,
  path: readonly string[],
  statement: string,
  file: string,
): TextEdit | undefined {
  const [top, ...rest] = path;
  if (top === undefined) return undefined;
  const written = (sections.get(top) ?? []).filter((block) => isEditable(block, file));
  const block = written.at(-1);
  if (block?.block === undefined) return appendSection(text, module, nested(path, statement));
  return appendInside(text, block, block.block, rest, statement);
}

/** Puts a new section in front of the `end` of a module. */
export function appendSection(text: string, module: Span, section: string): TextEdit | undefined {
  const endWord = module.end - 'end'.length;
  if (text.slice(endWord, module.end) !== 'end') return undefined;
  const lines = new Lines(text);
  const newline = lineBreakOf(text);
  const indent = `${lines.indentOf(lines.lineAt(module.start))}  `;
  const lineStart = text.lastIndexOf('\n', endWord - 1) + 1;
  if (text.slice(lineStart, endWord).trim() !== '') return undefined;
  return insertion(lineStart, `${newline}${indentBlock(section, indent, newline)}${newline}`);
}

function appendInside(
  text: string,
  owner: Declaration,
  block: Span & { readonly inline: boolean },
  path: readonly string[],
  statement: string,
): TextEdit | undefined {
  if (block.inline) return undefined;
  const [next, ...rest] = path;
  if (next === undefined) return appendLine(text, owner, block, statement);
  const child = owner.body.findLast((candidate) => candidate.name === next && candidate.block?.inline === false);
  if (child?.block !== undefined) return appendInside(text, child, child.block, rest, statement);
  const section = nested(path, statement);
  const separator = owner.body.length === 0 ? '' : lineBreakOf(text);
  const edit = appendLine(text, owner, block, section);
  return { ...edit, text: `${separator}${edit.text}` };
}

function nested(path: readonly string[], statement: string): string {
  return path.reduceRight((inner, name) => `${name} do\n${indentBlock(inner, '  ', '\n')}\nend`, statement);
}

/** `body` are the keywords as they stand in a do-block. */
function appendKeywords(
  text: string,
  declaration: Declaration,
  keywords: readonly string[],
  body: readonly string[],
): TextEdit {
  const hasArguments = declaration.argsEnd > declaration.nameSpan.end;
  if (!hasArguments) {
    const written = text.slice(declaration.nameSpan.end, declaration.nameSpan.end + 2) === '()';
    const span = { start: declaration.nameSpan.end, end: declaration.nameSpan.end + (written ? 2 : 0) };
    return replacement(span, `(${keywords.join(', ')})`);
  }
  const lines = new Lines(text);
  const lastLine = lines.lineAt(declaration.argsEnd);
  const firstLine = lines.lineAt(declaration.start);
  const indent = lines.indentOf(firstLine);
  const newline = lineBreakOf(text);
  const isBroken = lastLine > firstLine && declaration.keywords.length > 0 && keywordsStartLines(lines, declaration);
  if (isBroken) {
    const lineStart = `,${newline}${lines.indentOf(lastLine)}`;
    return insertion(declaration.argsEnd, keywords.map((keyword) => `${lineStart}${keyword}`).join(''));
  }
  const addition = keywords.map((keyword) => `, ${keyword}`).join('');
  const isOneLine = lastLine === firstLine;
  const fits = lines.textOf(lastLine).length + addition.length <= lineLength;
  const hasKeywords = declaration.keywords.length > 0;
  if (declaration.block !== undefined || declaration.parens || (fits && (isOneLine || hasKeywords))) {
    return insertion(declaration.argsEnd, addition);
  }
  const written = text.slice(declaration.start, declaration.end);
  const spread = hasKeywords
    ? withBrokenKeywords(text, declaration, keywords, `${newline}${indent}  `)
    : `${written} do${newline}${indentBlock(body.join('\n'), `${indent}  `, newline)}${newline}${indent}end`;
  return isOneLine ? setOff(text, lines, declaration, spread) : replacement(declaration, spread);
}

/** Puts each keyword on a line of its own, as the formatter does when a call gets too long. */
function withBrokenKeywords(
  text: string,
  declaration: Declaration,
  additions: readonly string[],
  lineStart: string,
): string {
  const first = Math.min(...declaration.keywords.map((option) => option.start));
  const positional = text.slice(declaration.start, first).replace(/,\s*$/, '');
  const written = declaration.keywords.map((option) => text.slice(option.start, option.end));
  return [positional, ...[...written, ...additions].map((keyword) => `${lineStart}${keyword}`)].join(',');
}

/** Replaces a statement of one line by one of several, which the formatter sets off from its neighbours by blank lines. */
function setOff(text: string, lines: Lines, statement: Span, code: string): TextEdit {
  const line = lines.lineAt(statement.start);
  const lineStart = lines.startOf(line);
  const isAlone = lines.textOf(line).trim().length === statement.end - statement.start;
  if (!isAlone) return replacement(statement, code);
  const newline = lineBreakOf(text);
  const before = line === 1 ? '' : lines.textOf(line - 1).trim();
  let next = line + 1;
  while (lines.textOf(next).trim().startsWith('#')) next++;
  const after = lines.textOf(line + 1).trim() === '' ? '' : lines.textOf(next).trim();
  const follows = before !== '' && !before.startsWith('#') && !/(\bdo|->|[([{])$/.test(before);
  const precedes = after !== '' && !/^(end\b|else\b|[)\]}])/.test(after);
  const start = follows ? lineStart : statement.start;
  const lead = follows ? `${newline}${text.slice(lineStart, statement.start)}` : '';
  return replacement({ start, end: statement.end }, `${lead}${code}${precedes ? newline : ''}`);
}

/** Whether each keyword stands on a line of its own, as the formatter breaks long calls. */
function keywordsStartLines(lines: Lines, declaration: Declaration): boolean {
  const starts = declaration.keywords.map((option) => lines.positionAt(option.start));
  return starts.every(({ line, column }) => lines.indentOf(line).length + 1 === column);
}

/** Whether the declaration stands in this file, and was not injected by a macro. */
export function isEditable(declaration: Declaration, file: string): boolean {
  return declaration.path === file && declaration.via === undefined;
}

function indentBlock(code: string, indent: string, newline: string): string {
  return code
    .split('\n')
    .map((line) => (line === '' ? '' : indent + line))
    .join(newline);
}
