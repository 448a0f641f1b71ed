import { asName, asNumber } from '../elixir/literal.ts';
import type { Scope } from '../elixir/scope.ts';
import { simplify } from '../elixir/simplify.ts';
import type { Expr, Text } from '../elixir/syntax.ts';
import type { Command } from './statement.ts';

/** What `execute` and `query` are given. `text` is that of the file, for the parts around what is interpolated. */
export function readCommand(expr: Expr, scope: Scope, text: string): Command {
  const span = { start: expr.start, end: expr.end };
  const value = simplify(expr, scope);
  if (value.kind === 'string' && value.value !== undefined) {
    return { ...span, kind: 'sql', text: value.value, exact: true };
  }
  if (expr.kind === 'string' && !expr.charlist) return { ...span, kind: 'sql', ...interpolated(expr, scope, text) };
  const isFunction = value.kind === 'fn' || (value.kind === 'unary' && value.operator === '&');
  return isFunction ? { ...span, kind: 'function', value } : { ...span, kind: 'computed', value };
}

/** The string with literal interpolations filled in; what is computed stays as `#{…}`. */
function interpolated(expr: Text, scope: Scope, text: string): { text: string; exact: boolean } {
  let result = '';
  let exact = true;
  let last = expr.start;
  for (const part of expr.interpolations) {
    const open = text.lastIndexOf('#{', part.start);
    const close = text.indexOf('}', part.end);
    const value = literalText(simplify(part, scope));
    result += text.slice(last, open) + (value ?? text.slice(open, close + 1));
    exact &&= value !== undefined;
    last = close + 1;
  }
  return { text: withoutQuotes(result + text.slice(last, expr.end)), exact };
}

function literalText(expr: Expr): string | undefined {
  return asName(expr) ?? asNumber(expr)?.toString();
}

function withoutQuotes(written: string): string {
  const match = /^(?:~[sS])?("""|'''|"|'|\(|\[|\{|<|\||\/)([\s\S]*)("""|'''|"|'|\)|\]|\}|>|\||\/)$/.exec(written);
  return (match?.[2] ?? written).replace(/\\(["'\\])/g, '$1');
}
