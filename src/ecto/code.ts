import { lineLength } from '../elixir/formatter.ts';

/** A piece of Elixir that the formatter may break: a text that it never does, a list, or a call in parentheses. */
export type Code = string | CodeList | CodeCall;

export interface CodeList {
  readonly items: readonly Code[];
}

export interface CodeCall {
  readonly name: string;
  readonly args: readonly Code[];
  readonly keywords: readonly CodeKeyword[];
}

export type CodeKeyword = readonly [name: string, value: Code];

/** The call of a command without parentheses, as Elixir's formatter breaks it; the first line is indented as well. */
export function printCommand(
  name: string,
  args: readonly Code[],
  keywords: readonly CodeKeyword[],
  indent: number,
): string {
  const start = spaces(indent);
  const flat = `${name} ${flatArguments(args, keywords)}`;
  if (fits(flat, indent, '')) return start + flat;
  const head = `${name} ${args.map(flatCode).join(', ')},`;
  if (keywords.length > 0 && fits(head, indent, ''))
    return `${start}${head}\n${printKeywords(keywords, indent + 2, '').join(',\n')}`;
  const column = indent + name.length + 1;
  const isLast = (index: number): boolean => index === args.length - 1 && keywords.length === 0;
  const lines = args.map((arg, index) => spaces(column) + printCode(arg, column, isLast(index) ? '' : ','));
  return `${start}${name} ${[...lines, ...printKeywords(keywords, column, '')].join(',\n').trimStart()}`;
}

/** Code whose first line begins at a column; `tail` is what must still fit behind its last line. */
export function printCode(code: Code, column: number, tail: string): string {
  const flat = flatCode(code);
  if (typeof code === 'string' || fits(flat, column, tail)) return flat;
  return 'items' in code ? printList(code, column) : printCall(code, column);
}

function printList({ items }: CodeList, column: number): string {
  return `[\n${printItems(items, column + 2).join(',\n')}\n${spaces(column)}]`;
}

/** Keywords, or a list at the end, are broken alone where the arguments before them fit on the line. */
function printCall({ name, args, keywords }: CodeCall, column: number): string {
  const last = args.at(-1);
  const head = `${name}(${args.map(flatCode).join(', ')},`;
  if (keywords.length > 0 && fits(head, column, ''))
    return `${head}\n${printKeywords(keywords, column + 2, '').join(',\n')}\n${spaces(column)})`;
  if (keywords.length === 0 && typeof last === 'object' && 'items' in last)
    return `${name}(${[...args.slice(0, -1).map(flatCode), printList(last, column)].join(', ')})`;
  const lines = [...printItems(args, column + 2), ...printKeywords(keywords, column + 2, '')];
  return `${name}(\n${lines.join(',\n')}\n${spaces(column)})`;
}

function printItems(items: readonly Code[], column: number): string[] {
  return items.map((item) => spaces(column) + printCode(item, column, ','));
}

/** A list begins behind its name; other values that are too long get a line of their own. */
function printKeywords(keywords: readonly CodeKeyword[], column: number, tail: string): string[] {
  return keywords.map(([name, value], index) => {
    const behind = index === keywords.length - 1 ? tail : ',';
    const flat = `${name}: ${flatCode(value)}`;
    if (fits(flat, column, behind)) return spaces(column) + flat;
    if (typeof value === 'object' && 'items' in value) return `${spaces(column)}${name}: ${printList(value, column)}`;
    return `${spaces(column)}${name}:\n${spaces(column + 2)}${printCode(value, column + 2, behind)}`;
  });
}

function flatCode(code: Code): string {
  if (typeof code === 'string') return code;
  if ('items' in code) return `[${code.items.map(flatCode).join(', ')}]`;
  return `${code.name}(${flatArguments(code.args, code.keywords)})`;
}

function flatArguments(args: readonly Code[], keywords: readonly CodeKeyword[]): string {
  return [...args.map(flatCode), ...keywords.map(([name, value]) => `${name}: ${flatCode(value)}`)].join(', ');
}

function fits(text: string, column: number, tail: string): boolean {
  return column + text.length + tail.length <= lineLength;
}

export function spaces(count: number): string {
  return ' '.repeat(count);
}
