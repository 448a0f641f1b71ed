import { asAtom } from '../elixir/literal.ts';
import type { Expr } from '../elixir/syntax.ts';

/** The direction in which a condition such as `direction() == :up` holds. */
export function directionTested(condition: Expr): 'up' | 'down' | undefined {
  if (condition.kind === 'unary' && (condition.operator === 'not' || condition.operator === '!')) {
    return opposite(directionTested(condition.operand));
  }
  if (condition.kind !== 'binary') return undefined;
  const { left, right, operator } = condition;
  const named = isDirectionCall(left) ? asAtom(right) : isDirectionCall(right) ? asAtom(left) : undefined;
  if (named !== 'up' && named !== 'down') return undefined;
  if (operator === '==' || operator === '===') return named;
  return operator === '!=' || operator === '!==' ? opposite(named) : undefined;
}

export function isDirectionCall(expr: Expr): boolean {
  return expr.kind === 'call' && expr.receiver === undefined && expr.name === 'direction' && expr.args.length === 0;
}

function opposite(direction: 'up' | 'down' | undefined): 'up' | 'down' | undefined {
  return direction === undefined ? undefined : direction === 'up' ? 'down' : 'up';
}
