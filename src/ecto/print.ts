import { plainName, printAtom, printKey, printString } from '../elixir/print.ts';
import type { Expr } from '../elixir/syntax.ts';
import type { ColumnType, Definition } from './column.ts';
import { callCode, type Code, type Keyword } from './layout.ts';
import type { Constraint, Index, IndexColumn, TableRef } from './statement.ts';
import type { NamedValue } from './written.ts';

/**
 * Elixir code for values that were read, as the formatter would write it on one line; undefined where something in it
 * is more than a literal, since its names may mean nothing where the code is to stand.
 */
export function printExpr(expr: Expr): string | undefined {
  switch (expr.kind) {
    case 'atom':
      return printAtom(expr.name);
    case 'string':
      return expr.value === undefined || expr.charlist ? undefined : printString(expr.value);
    case 'number':
      return printNumber(expr.value, expr.float);
    case 'alias':
      return expr.base === undefined ? expr.name : undefined;
    case 'unary': {
      const operand = expr.operator === '-' ? printExpr(expr.operand) : undefined;
      return operand === undefined ? undefined : `-${operand}`;
    }
    case 'list':
      return wrap('[', printItems(expr.items), ']');
    case 'tuple':
      return wrap('{', printItems(expr.items), '}');
    case 'map':
      return expr.struct === undefined ? wrap('%{', printItems(expr.items), '}') : undefined;
    case 'pair':
      return printPair(expr.key, expr.value);
    case 'call':
      return isCommandsOwn(expr) ? wrap(`${expr.name}(`, printItems(expr.args), ')') : undefined;
    default:
      return undefined;
  }
}

/** Functions that every migration has. */
function isCommandsOwn(expr: Expr & { kind: 'call' }): boolean {
  const isOwn = ['fragment', 'references', 'prefix', 'table'].includes(expr.name);
  return isOwn && expr.receiver === undefined && expr.block === undefined;
}

function printItems(items: readonly Expr[]): string | undefined {
  const printed = items.map((item) => (item.kind === 'list' && item.bare ? printItems(item.items) : printExpr(item)));
  return printed.some((item) => item === undefined) ? undefined : printed.join(', ');
}

function wrap(open: string, inside: string | undefined, close: string): string | undefined {
  return inside === undefined ? undefined : open + inside + close;
}

function printPair(key: Expr, value: Expr): string | undefined {
  const printed = printExpr(value);
  if (printed === undefined) return undefined;
  if (key.kind === 'atom') return `${printKey(key.name)} ${printed}`;
  const printedKey = printExpr(key);
  return printedKey === undefined ? undefined : `${printedKey} => ${printed}`;
}

/** The formatter groups the digits of numbers that have six or more. */
function printNumber(value: number, isFloat: boolean): string {
  const [whole = '', fraction] = String(value).split('.');
  if (whole.includes('e')) return String(value);
  const grouped = whole.length < 6 ? whole : whole.replace(/\B(?=(\d{3})+$)/g, '_');
  return fraction === undefined ? (isFloat ? `${grouped}.0` : grouped) : `${grouped}.${fraction}`;
}

/** `:text, null: false`; undefined when a part of it is not literal. */
export function definitionCode(definition: Definition): { type: Code; keywords: Keyword[] } | undefined {
  const type = typeCode(definition.type);
  const keywords = keywordsCode(definition.options);
  return type === undefined || keywords === undefined || !definition.known ? undefined : { type, keywords };
}

export function keywordsCode(options: readonly NamedValue[]): Keyword[] | undefined {
  const keywords = options.map(({ name, value }): Keyword | undefined => {
    const flat = printExpr(value);
    return flat === undefined || !plainName.test(name) ? undefined : { name, value: { flat } };
  });
  return keywords.some((keyword) => keyword === undefined) ? undefined : keywords.filter((it) => it !== undefined);
}

function printOption({ name, value }: NamedValue): string | undefined {
  const printed = printExpr(value);
  return printed === undefined ? undefined : `${printKey(name)} ${printed}`;
}

/** `more` are further options of `references`. */
export function typeCode(type: ColumnType, more: readonly string[] = []): Code | undefined {
  switch (type.kind) {
    case 'named':
      return { flat: printAtom(type.name) };
    case 'array': {
      const of = typeCode(type.of);
      return of === undefined ? undefined : { flat: `{:array, ${of.flat}}` };
    }
    case 'computed': {
      const flat = printExpr(type.value);
      return flat === undefined ? undefined : { flat };
    }
    case 'reference': {
      const { table, options, known } = type.reference;
      const printed = options.map(printOption);
      if (table === undefined || !known || printed.some((option) => option === undefined)) return undefined;
      return callCode('references', [printAtom(table)], [...printed.filter((option) => option !== undefined), ...more]);
    }
  }
}

/** `table(:posts)`, with its prefix and nothing else. */
export function tableCode({ name, prefix }: TableRef): Code | undefined {
  return name === undefined ? undefined : objectCode('table', [printAtom(name)], [prefixOption(prefix)]);
}

/** What `drop` needs to find an index. */
export function indexCode(index: Index): Code | undefined {
  const { table, columns, options, known } = index;
  if (table === undefined || columns === undefined || !known) return undefined;
  const kept = options.filter(({ name }) => ['name', 'prefix', 'concurrently'].includes(name)).map(printOption);
  const printed = columns.map((column, index) => printIndexColumn(column, columns.slice(index)));
  return objectCode('index', [printAtom(table), `[${printed.join(', ')}]`], kept);
}

/** The whole of an index as `create` makes it, with further options. */
export function createdIndexCode(index: Index, word: string, more: readonly string[]): Code | undefined {
  const { table, columns, options, known } = index;
  if (table === undefined || columns === undefined || !known) return undefined;
  const printed = columns.map((column, place) => printIndexColumn(column, columns.slice(place)));
  return objectCode(word, [printAtom(table), `[${printed.join(', ')}]`], [...options.map(printOption), ...more]);
}

/** Only at the end of a list can pairs be written as keywords. */
function printIndexColumn({ name, isExpression, order }: IndexColumn, rest: readonly IndexColumn[]): string {
  const column = isExpression ? printString(name) : printAtom(name);
  if (order === undefined) return column;
  return rest.every((later) => later.order !== undefined) ? `${order}: ${column}` : `{:${order}, ${column}}`;
}

export function constraintCode({ table, name, prefix }: Constraint): Code | undefined {
  if (table === undefined || name === undefined) return undefined;
  const printedName = plainName.test(name) ? printAtom(name) : printString(name);
  return objectCode('constraint', [printAtom(table), printedName], [prefixOption(prefix)]);
}

function prefixOption(prefix: TableRef['prefix']): string | undefined {
  if (prefix.written === undefined) return '';
  const printed = printExpr(prefix.written);
  return printed === undefined ? undefined : `prefix: ${printed}`;
}

function objectCode(name: string, args: readonly string[], options: readonly (string | undefined)[]): Code | undefined {
  if (options.some((option) => option === undefined)) return undefined;
  return callCode(name, args, options.filter((option) => option !== undefined && option !== '').map(String));
}
