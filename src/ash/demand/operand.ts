import { asAtom, asBoolean, asNumber, asString, isNil } from '../../elixir/literal.ts';
import type { Expr } from '../../elixir/syntax.ts';
import type { Access } from './access.ts';
import { sampleOf } from './parameters.ts';
import type { QueryContext } from './scope.ts';
import { quotedText } from './sql-names.ts';
import { castType, familyOf, itemType } from './types.ts';
import { untold } from './untold.ts';

/** A side of a comparison, or an argument of a function. */
export type Operand =
  | SqlOperand
  /** The caller gives it: an argument, a value of the actor, the time. It becomes a parameter. */
  | { readonly kind: 'given'; readonly type: string | undefined }
  /** It stands in the text; what it is compared with decides how it is written. */
  | { readonly kind: 'literal'; readonly expr: Expr };

export interface SqlOperand {
  readonly kind: 'sql';
  readonly sql: string;
  readonly type: string | undefined;
  /** It is a plain column. */
  readonly column?: { readonly access: Access; readonly name: string } | undefined;
  /** The table whose columns alone it is computed from, without parameters. */
  readonly computedFrom?: Access | undefined;
}

export function sqlOperand(sql: string, type: string | undefined, more: Partial<SqlOperand> = {}): SqlOperand {
  return { kind: 'sql', sql, type, ...more };
}

/** Where the type of an operand comes from, and the rows that values for it are drawn from. */
export interface Wanted {
  readonly type?: string | undefined;
  readonly like?: SqlOperand['column'];
}

export function operandSql(operand: Operand, query: QueryContext, wanted: Wanted = {}): string {
  switch (operand.kind) {
    case 'sql':
      return operand.sql;
    case 'given':
      return parameterSql(operand.type, query, wanted);
    case 'literal':
      return literalSql(operand.expr, wanted.type ?? literalType(operand.expr));
  }
}

/** The type that an operand has by itself. */
export function typeOfOperand(operand: Operand): string | undefined {
  return operand.kind === 'literal' ? literalType(operand.expr) : operand.type;
}

function parameterSql(own: string | undefined, query: QueryContext, { type: wanted, like }: Wanted): string {
  const chosen = wanted ?? own;
  if (chosen === undefined) return untold('the type of a value that the caller gives is not known');
  const type = castType(chosen);
  return like === undefined
    ? query.parameters.add({ kind: 'literal', value: sampleOf(type), type })
    : query.parameters.add({ kind: 'column', table: like.access.table.name, column: like.name, type });
}

/** The type of a literal where nothing else says one. */
export function literalType(expr: Expr): string | undefined {
  if (isNil(expr)) return undefined;
  if (asBoolean(expr) !== undefined) return 'boolean';
  const number = asNumber(expr);
  if (number !== undefined) return Number.isInteger(number) ? 'bigint' : 'numeric';
  if (asAtom(expr) !== undefined || asString(expr) !== undefined) return 'text';
  if (expr.kind === 'sigil') return sigilTypes[expr.name];
  if (expr.kind === 'list') {
    const [first] = expr.items;
    const item = first === undefined ? undefined : literalType(first);
    return item === undefined ? undefined : `${item}[]`;
  }
  return undefined;
}

const sigilTypes: Readonly<Record<string, string>> = {
  D: 'date',
  T: 'time',
  U: 'timestamp',
  N: 'timestamp',
};

/** A literal as PostgreSQL reads it for a type. Atoms are stored as text. */
export function literalSql(expr: Expr, type: string | undefined): string {
  if (isNil(expr)) return 'NULL';
  const item = itemType(type);
  if (expr.kind === 'list' && type !== undefined && item !== undefined) {
    return `ARRAY[${expr.items.map((each) => literalSql(each, item)).join(', ')}]::${castType(type)}`;
  }
  const family = type === undefined ? undefined : familyOf(type);
  const boolean = asBoolean(expr);
  if (boolean !== undefined && (family === undefined || family === 'boolean')) return String(boolean);
  const number = asNumber(expr);
  if (number !== undefined && (family === undefined || family === 'smallint')) return String(number);
  const text = asString(expr) ?? asAtom(expr) ?? (expr.kind === 'sigil' ? expr.content : undefined);
  if (text === undefined || boolean !== undefined)
    return untold(type === undefined ? 'a value is not a literal' : `a value is no literal of the type \`${type}\``);
  if (family === 'text' || family === undefined) return quotedText(text);
  if (family === 'smallint' || family === 'boolean') return untold(`it compares text with \`${type ?? ''}\``);
  return `${quotedText(text)}::${castType(type ?? 'text')}`;
}
