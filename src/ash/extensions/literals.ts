import type { Span } from '../../base/span.ts';
import type { Expr, Pair } from '../../elixir/syntax.ts';
import { capture } from '../capture.ts';

/** Builds the literals that an extension writes into options; they stand where the declaration stands that caused them. */
export interface Literals {
  readonly atom: (name: string) => Expr;
  readonly atoms: (names: readonly string[]) => Expr;
  readonly boolean: (value: boolean) => Expr;
  readonly integer: (value: number) => Expr;
  readonly string: (value: string) => Expr;
  readonly emptyMap: () => Expr;
  readonly module: (name: string) => Expr;
  readonly keywords: (values: Readonly<Record<string, Expr>>) => Expr;
  /** `name(args)` without a receiver. */
  readonly call: (name: string, ...args: readonly Expr[]) => Expr;
  /** `left operator right`. */
  readonly binary: (left: Expr, operator: string, right: Expr) => Expr;
  readonly variable: (name: string) => Expr;
  /** `^expr`. */
  readonly pinned: (expr: Expr) => Expr;
  /** `&Module.name/0`. */
  readonly capture: (module: string, name: string) => Expr;
}

export function literalsAt({ start, end }: Span): Literals {
  const at = { start, end };
  const atom = (name: string): Expr => ({ kind: 'atom', ...at, name });
  return {
    atom,
    atoms: (names) => ({ kind: 'list', ...at, bare: false, items: names.map(atom) }),
    boolean: (value) => atom(String(value)),
    integer: (value) => ({ kind: 'number', ...at, float: false, value }),
    string: (value) => ({ kind: 'string', ...at, value, charlist: false, interpolations: [] }),
    emptyMap: () => ({ kind: 'map', ...at, struct: undefined, items: [] }),
    module: (name) => ({ kind: 'alias', ...at, name, base: undefined }),
    keywords: (values) => ({
      kind: 'list',
      ...at,
      bare: false,
      items: Object.entries(values).map(([key, value]): Pair => ({ kind: 'pair', ...at, key: atom(key), value })),
    }),
    call: (name, ...args) => ({
      kind: 'call',
      ...at,
      receiver: undefined,
      name,
      nameSpan: at,
      args,
      parens: true,
      block: undefined,
    }),
    binary: (left, operator, right) => ({ kind: 'binary', ...at, operator, left, right }),
    variable: (name) => ({ kind: 'variable', ...at, name }),
    pinned: (expr) => ({ kind: 'unary', ...at, operator: '^', operand: expr }),
    capture: (module, name) => capture(module, name, at),
  };
}
