import { asAtom, asBoolean, isKeywordList, isNil, keyOf, pairsOf } from '../../elixir/literal.ts';
import type { Expr, List, MapLiteral } from '../../elixir/syntax.ts';
import { compared, membershipOf, nilTest } from './comparisons.ts';
import { all, any, negated, type Condition } from './condition.ts';
import { conditionOf, optional } from './conditions.ts';
import { conditionCalls } from './condition-calls.ts';
import { existsAlong } from './exists.ts';
import { operandOf } from './operands.ts';
import { joinAlong } from './joins.ts';
import type { Scope } from './scope.ts';
import { untold } from './untold.ts';

/** A filter as keywords: `[status: :open, author: [name: "x"], or: [[a: 1], [b: 2]]]`. */
export function keywordCondition(list: List | MapLiteral, scope: Scope): Condition {
  return all(
    pairsOf(list).map(({ key, value }) => {
      const name = asAtom(key) ?? (key.kind === 'string' ? key.value : undefined);
      if (name === undefined) return untold('a filter has a key that is computed');
      return entry(name, key, value, scope);
    }),
  );
}

function entry(name: string, key: Expr, value: Expr, scope: Scope): Condition {
  const parts = value.kind === 'list' && value.items.some((item) => keyOf(item) === undefined) ? value.items : [value];
  if (name === 'and') return all(parts.map((part) => conditionOf(part, scope)));
  if (name === 'or') return any(parts.map((part) => conditionOf(part, optional(scope))));
  if (name === 'not') return negated(conditionOf(value, optional(scope)));
  const relationship = scope.resource.relationships.find((candidate) => candidate.name === name);
  if (relationship !== undefined) {
    const isMany = relationship.kind === 'has_many' || relationship.kind === 'many_to_many';
    if (isMany) return existsAlong([name], value, scope);
    return conditionOf(value, joinAlong(scope, [name]));
  }
  const field: Expr = { kind: 'variable', name, start: key.start, end: key.end };
  if (value.kind === 'list' && value.items.length > 0 && isKeywordList(value))
    return all(pairsOf(value).map((pair) => predicate(asAtom(pair.key) ?? '', field, pair.value, scope)));
  if (value.kind === 'list' && value.items.some((item) => keyOf(item) === undefined))
    return membershipOf(field, value, scope);
  return predicate('eq', field, value, scope);
}

const operators: Readonly<Record<string, string>> = {
  eq: '=',
  equals: '=',
  not_eq: '!=',
  not_equals: '!=',
  gt: '>',
  greater_than: '>',
  gte: '>=',
  greater_than_or_equal: '>=',
  lt: '<',
  less_than: '<',
  lte: '<=',
  less_than_or_equal: '<=',
};

function predicate(name: string, field: Expr, value: Expr, scope: Scope): Condition {
  if (name === 'is_nil') return nilTest(field, asBoolean(value) ?? untold('`is_nil` is given a computed value'), scope);
  if (name === 'in') return membershipOf(field, value, scope);
  if (name === 'not') return negated(predicate('eq', field, value, optional(scope)));
  if (name === 'eq' && isNil(value)) return nilTest(field, true, scope);
  if (name === 'not_eq' && isNil(value)) return nilTest(field, false, scope);
  const operator = operators[name];
  if (operator !== undefined) return compared(operator, operandOf(field, scope), operandOf(value, scope), scope);
  return conditionCalls[name]?.([field, value], scope) ?? untold(`\`${name}\` is not known as a filter`);
}
