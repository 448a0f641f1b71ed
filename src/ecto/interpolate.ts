import { asName, asNumber, isNil } from '../elixir/literal.ts';
import type { Scope } from '../elixir/scope.ts';
import { unescapeText, withoutIndent } from '../elixir/quoted-text.ts';
import { simplify } from '../elixir/simplify.ts';
import type { Expr } from '../elixir/syntax.ts';

/** A text with literal interpolations filled in; what is computed stays as `#{…}`, and it is then not exact. */
export interface Interpolated {
  readonly text: string;
  readonly exact: boolean;
}

/** What `#{…}` comes to; undefined where the text does not decide it. */
export type Evaluate = (part: Expr) => string | undefined;

/** A string as it is written in a file, whose text is needed for the parts around what is interpolated. */
export function interpolate(expr: Expr, parts: readonly Expr[], evaluate: Evaluate, text: string): Interpolated {
  const { start, end } = expr;
  const [opening = '', sigil, quote = ''] = /^(~[sS])?("""|'''|["'([{<|/])/.exec(text.slice(start, start + 8)) ?? [];
  const values: string[] = [];
  let written = '';
  let exact = true;
  let last = start + opening.length;
  for (const part of parts) {
    const open = text.lastIndexOf('#{', part.start);
    const close = text.indexOf('}', part.end);
    const value = evaluate(part);
    // The place of a value: what is computed is taken as it stands, and has no escapes to be replaced.
    written += `${text.slice(last, open)}\0`;
    values.push(value ?? text.slice(open, close + 1));
    exact &&= value !== undefined;
    last = close + 1;
  }
  written += text.slice(last, end - quote.length);
  const [first = '', ...rest] = (quote.length === 3 ? withoutIndent(written) : written)
    .split('\0')
    .map((piece) => (sigil === '~S' ? piece : unescapeText(piece)));
  return { text: first + rest.map((piece, index) => (values[index] ?? '') + piece).join(''), exact };
}

/** What `#{…}` writes of a literal: nothing of nil, and floats in a form of their own. */
export function literalText(expr: Expr): string | undefined {
  if (isNil(expr)) return '';
  const number = asNumber(expr);
  return asName(expr) ?? (Number.isInteger(number) && !isFloat(expr) ? String(number) : undefined);
}

function isFloat(expr: Expr): boolean {
  return expr.kind === 'number' ? expr.float : expr.kind === 'unary' && isFloat(expr.operand);
}

/** The expression with names such as `"#{table}_index"` and `:"#{table}_index"` written out. */
export function withNames(expr: Expr, scope: Scope, text: string): Expr {
  const inside = (part: Expr): Expr => withNames(part, scope, text);
  switch (expr.kind) {
    case 'string':
    case 'unreadable':
      return nameOf(expr, scope, text) ?? expr;
    case 'call':
      return { ...expr, args: expr.args.map(inside) };
    case 'list':
    case 'tuple':
      return { ...expr, items: expr.items.map(inside) };
    case 'pair':
      return { ...expr, value: inside(expr.value) };
    default:
      return expr;
  }
}

/** The grammar knows no atom with something in it: it is unreadable, and its children are what is interpolated. */
function nameOf(expr: Expr & { kind: 'string' | 'unreadable' }, scope: Scope, text: string): Expr | undefined {
  const isAtom = expr.kind === 'unreadable' && text.startsWith(':"', expr.start);
  const parts = expr.kind === 'string' ? expr.interpolations : isAtom ? expr.children : [];
  if (parts.length === 0 || (expr.kind === 'string' && expr.charlist)) return undefined;
  const written = interpolate(
    isAtom ? { ...expr, start: expr.start + 1 } : expr,
    parts,
    (part) => literalText(simplify(part, scope)),
    text,
  );
  const { start, end } = expr;
  if (!written.exact) return undefined;
  if (isAtom) return { kind: 'atom', start, end, name: written.text };
  return { kind: 'string', start, end, value: written.text, charlist: false, interpolations: [] };
}
