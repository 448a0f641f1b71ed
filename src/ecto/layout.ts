import { lineLength } from '../elixir/formatter.ts';
/** A piece of Elixir on one line, and how it is broken where it does not fit. */
export interface Code {
  readonly flat: string;
  readonly broken?: (indent: number) => string;
}

export interface Keyword {
  readonly name: string;
  readonly value: Code;
}

/** A call of a migration command such as `add :title, :text, null: false`. */
export interface CommandCode {
  readonly name: string;
  readonly parens: boolean;
  readonly args: readonly Code[];
  readonly keywords: readonly Keyword[];
}

/** The call as the formatter lays it out at an indentation; without the indentation of its first line. */
export function layOut(command: CommandCode, indent: number): string {
  const { name, parens, args } = command;
  const keywords = command.keywords.map(flatKeyword);
  const inside = [...args.map(({ flat }) => flat), ...keywords].join(', ');
  const flat = parens ? `${name}(${inside})` : `${name} ${inside}`;
  if (fits(flat, indent)) return flat;
  const hasCalls = args.some(({ broken }) => broken !== undefined);
  if (hasCalls || keywords.length === 0) return aligned(command, indent);
  const head = `${name}${parens ? '(' : ' '}${args.map(({ flat: arg }) => arg).join(', ')},`;
  const lines = brokenKeywords(command.keywords, indent + 2);
  return `${head}\n${lines.join(',\n')}${parens ? `\n${spaces(indent)})` : ''}`;
}

/** Each argument on a line of its own, below the first one or inside the parentheses. */
function aligned({ name, parens, args, keywords }: CommandCode, indent: number): string {
  const column = parens ? indent + 2 : indent + name.length + 1;
  const last = args.length + keywords.length - 1;
  const lines = args.map((arg, index) => spaces(column) + placed(arg, column, index === last));
  const all = [...lines, ...brokenKeywords(keywords, column)].join(',\n');
  return parens ? `${name}(\n${all}\n${spaces(indent)})` : `${name} ${all.trimStart()}`;
}

/** On one line where it fits, with the comma that follows unless it is the last. */
function placed(code: Code, indent: number, isLast: boolean): string {
  const isFitting = fits(isLast ? code.flat : `${code.flat},`, indent);
  return isFitting || code.broken === undefined ? code.flat : code.broken(indent);
}

function brokenKeywords(keywords: readonly Keyword[], indent: number): string[] {
  return keywords.map((keyword, index) => {
    const isLast = index === keywords.length - 1;
    const flat = flatKeyword(keyword);
    const isFitting = fits(isLast ? flat : `${flat},`, indent);
    if (isFitting || keyword.value.broken === undefined) return spaces(indent) + flat;
    return `${spaces(indent)}${keyword.name}:\n${spaces(indent + 2)}${placed(keyword.value, indent + 2, isLast)}`;
  });
}

function flatKeyword({ name, value }: Keyword): string {
  return `${name}: ${value.flat}`;
}

/** `references(:users, type: :uuid)` */
export function callCode(name: string, args: readonly string[], keywords: readonly string[]): Code {
  const flat = `${name}(${[...args, ...keywords].join(', ')})`;
  const broken = (indent: number): string =>
    `${name}(${args.join(', ')},\n${keywords.map((keyword) => spaces(indent + 2) + keyword).join(',\n')}\n${spaces(indent)})`;
  return keywords.length === 0 ? { flat } : { flat, broken };
}

/** `{:text, null: true}` */
export function tupleCode(first: string, keywords: readonly string[]): Code {
  if (keywords.length === 0) return { flat: `{${first}, []}` };
  const broken = (indent: number): string => `{${[first, ...keywords].join(`,\n${spaces(indent + 1)}`)}}`;
  return { flat: `{${[first, ...keywords].join(', ')}}`, broken };
}

export function fits(line: string, indent: number): boolean {
  return indent + line.length <= lineLength;
}

export function spaces(count: number): string {
  return ' '.repeat(count);
}
