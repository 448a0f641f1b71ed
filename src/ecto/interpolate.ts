import { asName, asNumber } from '../elixir/literal.ts';
import type { Scope } from '../elixir/scope.ts';
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
export function interpolate(
  { start, end }: Expr,
  parts: readonly Expr[],
  evaluate: Evaluate,
  text: string,
): Interpolated {
  let result = '';
  let exact = true;
  let last = start;
  for (const part of parts) {
    const open = text.lastIndexOf('#{', part.start);
    const close = text.indexOf('}', part.end);
    const value = evaluate(part);
    result += text.slice(last, open) + (value ?? text.slice(open, close + 1));
    exact &&= value !== undefined;
    last = close + 1;
  }
  return { text: withoutQuotes(result + text.slice(last, end)), exact };
}

export function literalText(expr: Expr): string | undefined {
  return asName(expr) ?? asNumber(expr)?.toString();
}

function withoutQuotes(written: string): string {
  const match = /^(?:~[sS])?("""|'''|"|'|\(|\[|\{|<|\||\/)([\s\S]*)("""|'''|"|'|\)|\]|\}|>|\||\/)$/.exec(written);
  return (match?.[2] ?? written).replace(/\\(["'\\])/g, '$1');
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
