import type { Expr } from './syntax.ts';

/** The expressions directly inside an expression, in the order of the text. */
export function childrenOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'atom':
    case 'number':
    case 'variable':
    case 'sigil':
      return [];
    case 'string':
      return expr.interpolations;
    case 'list':
    case 'tuple':
      return expr.items;
    case 'pair':
      return [expr.key, expr.value];
    case 'map':
      return expr.struct === undefined ? expr.items : [expr.struct, ...expr.items];
    case 'alias':
      return expr.base === undefined ? [] : [expr.base];
    case 'multi-alias':
      return [expr.base, ...expr.items];
    case 'attribute':
      return expr.value === undefined ? [] : [expr.value];
    case 'call':
      return [
        ...(expr.receiver === undefined ? [] : [expr.receiver]),
        ...expr.args,
        ...(expr.block === undefined ? [] : [...expr.block.body, ...Object.values(expr.block.parts).flat()]),
      ];
    case 'access':
      return [expr.target, expr.key];
    case 'unary':
      return [expr.operand];
    case 'binary':
      return [expr.left, expr.right];
    case 'fn':
      return expr.clauses;
    case 'clause':
      return [...expr.params, ...(expr.guard === undefined ? [] : [expr.guard]), ...expr.body];
    case 'block':
      return expr.body;
    case 'unreadable':
      return expr.children;
  }
}

/** The expression and all expressions inside it, outer ones first; `enter` returning false leaves an inside out. */
export function* descendants(expr: Expr, enter: (expr: Expr) => boolean = () => true): Generator<Expr> {
  yield expr;
  if (!enter(expr)) return;
  for (const child of childrenOf(expr)) yield* descendants(child, enter);
}
