import type { Expr } from './syntax.ts';

/** `a |> f(b)` as `f(a, b)`; other expressions, and pipes into something that is no call, stay as they are. */
export function unpipe(expr: Expr): Expr {
  if (expr.kind !== 'binary' || expr.operator !== '|>') return expr;
  const { left, right } = expr;
  if (right.kind === 'call') return { ...right, start: expr.start, end: expr.end, args: [left, ...right.args] };
  if (right.kind !== 'variable') return expr;
  return {
    kind: 'call',
    start: expr.start,
    end: expr.end,
    receiver: undefined,
    name: right.name,
    nameSpan: { start: right.start, end: right.end },
    args: [left],
    parens: false,
    block: undefined,
  };
}
