import { asAtom } from './literal.ts';
import { withBinding, type Scope, type Value } from './scope.ts';
import { isExpr, simplify } from './simplify.ts';
import type { Expr } from './syntax.ts';

/** The scope with the variables of `pattern` bound to the parts of `value`; undefined when they do not match. */
export function matchPattern(pattern: Expr, value: Value, scope: Scope): Scope | undefined {
  if (pattern.kind === 'variable') return pattern.name === '_' ? scope : withBinding(scope, pattern.name, value);
  if (pattern.kind === 'binary' && pattern.operator === '=') {
    const left = matchPattern(pattern.left, value, scope);
    return left === undefined ? undefined : matchPattern(pattern.right, value, left);
  }
  if (!isExpr(value)) return undefined;
  if ((pattern.kind === 'tuple' && value.kind === 'tuple') || (pattern.kind === 'list' && value.kind === 'list')) {
    if (pattern.items.length !== value.items.length) return undefined;
    return pattern.items.reduce<Scope | undefined>((result, part, index) => {
      const item = value.items[index];
      return result === undefined || item === undefined ? undefined : matchPattern(part, item, result);
    }, scope);
  }
  if (pattern.kind === 'pair' && value.kind === 'pair') {
    return asAtom(pattern.key) === asAtom(value.key) ? matchPattern(pattern.value, value.value, scope) : undefined;
  }
  if (pattern.kind === 'atom' && value.kind === 'atom') return pattern.name === value.name ? scope : undefined;
  if (pattern.kind === 'string' && value.kind === 'string') return pattern.value === value.value ? scope : undefined;
  if (pattern.kind === 'alias' && value.kind === 'alias') {
    return simplify(pattern, scope).kind === 'alias' && pattern.name === value.name ? scope : undefined;
  }
  return undefined;
}

/** A keyword list hands its pairs to patterns as two-element tuples. */
export function pairToTuple(item: Expr): Expr {
  if (item.kind !== 'pair') return item;
  return { kind: 'tuple', start: item.start, end: item.end, items: [item.key, item.value] };
}
