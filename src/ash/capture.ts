import type { Span } from '../base/span.ts';
import type { Expr } from '../elixir/syntax.ts';

/** `&Module.name/0` as an expression, for defaults that a helper sets. */
export function capture(module: string, name: string, span: Span): Expr {
  const at = { start: span.start, end: span.end };
  return {
    kind: 'unary',
    ...at,
    operator: '&',
    operand: {
      kind: 'binary',
      ...at,
      operator: '/',
      left: {
        kind: 'call',
        ...at,
        receiver: { kind: 'alias', ...at, name: module, base: undefined },
        name,
        nameSpan: at,
        args: [],
        parens: false,
        block: undefined,
      },
      right: { kind: 'number', ...at, float: false, value: 0 },
    },
  };
}
