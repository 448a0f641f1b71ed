import { asAtom, asBoolean, isKeywordList, isNil, pairsOf } from '../../elixir/literal.ts';
import type { Binary, Call, Expr } from '../../elixir/syntax.ts';
import { insideExpr } from '../read/options.ts';
import type { Fact } from './access.ts';
import { comparisonOf, membershipOf, nilTest } from './comparisons.ts';
import { all, any, condition, knownCondition, looksAtRows, negated, ofCaller, type Condition } from './condition.ts';
import { existsOf } from './exists.ts';
import { conditionCalls } from './condition-calls.ts';
import { operandSql, typeOfOperand } from './operand.ts';
import { operandOf } from './operands.ts';
import { keywordCondition } from './keyword-filter.ts';
import type { Scope } from './scope.ts';
import { untold } from './untold.ts';

const connectives: Readonly<Record<string, 'and' | 'or'>> = { and: 'and', '&&': 'and', or: 'or', '||': 'or' };

const comparisons: Readonly<Record<string, string>> = {
  '==': '=',
  '=': '=',
  '!=': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

/**
 * A filter as AshPostgres sends it (ash_sql 0.7.0, expr.ex). Arguments and the actor's values count as given: Ash works
 * out what hangs on them alone before it asks the database, so that `is_nil(^arg(:x)) or x == ^arg(:x)` is sent as
 * `x = $1`.
 */
export function conditionOf(expr: Expr, scope: Scope): Condition {
  switch (expr.kind) {
    case 'block':
      return expr.body.length === 1 && expr.body[0] !== undefined
        ? conditionOf(expr.body[0], scope)
        : untold('a condition is a block of several expressions');
    case 'atom': {
      const value = isNil(expr) ? false : asBoolean(expr);
      return value === undefined ? untold(`\`:${expr.name}\` is no condition`) : knownCondition(value);
    }
    case 'list': {
      const { items } = expr;
      return isKeywordList(expr) ? keywordCondition(expr, scope) : all(items.map((item) => conditionOf(item, scope)));
    }
    case 'map':
      return keywordCondition(expr, scope);
    case 'unary':
      return unaryCondition(expr.operator, expr.operand, expr, scope);
    case 'binary':
      return binaryCondition(expr, scope);
    case 'call':
      return callCondition(expr, scope);
    default:
      return truthOf(expr, scope);
  }
}

/** A scope for what need not hold by itself: rows that have nothing on the other side of a join stay. */
export function optional(scope: Scope): Scope {
  return scope.mustHold ? { ...scope, mustHold: false } : scope;
}

function unaryCondition(operator: string, operand: Expr, expr: Expr, scope: Scope): Condition {
  if (operator !== 'not' && operator !== '!') return truthOf(expr, scope);
  const inner = operand.kind === 'block' && operand.body[0] !== undefined ? operand.body[0] : operand;
  if (inner.kind === 'call' && inner.name === 'is_nil' && inner.receiver === undefined)
    return nilTest(inner.args[0], false, optional(scope));
  if (inner.kind === 'binary' && inner.operator === 'in') return negated(membershipOf(inner.left, inner.right, scope));
  const negative = negated(conditionOf(inner, optional(scope)));
  const field = inner.kind === 'variable' ? operandOf(inner, scope) : undefined;
  if (field?.kind !== 'sql' || field.column === undefined) return negative;
  const { access, name } = field.column;
  const fact: Fact = { kind: 'equal', access, column: name, constant: `NOT ${withoutAlias(field.sql, access.alias)}` };
  return { ...negative, facts: [fact] };
}

/** SQL as it stands where the table has no other name. */
export function withoutAlias(sql: string, alias: string): string {
  return sql.replaceAll(`${alias}.`, '');
}

function binaryCondition(expr: Binary, scope: Scope): Condition {
  const { operator, left, right } = expr;
  const connective = connectives[operator];
  if (connective === 'and') return all([conditionOf(left, scope), conditionOf(right, scope)]);
  if (connective === 'or') return any([conditionOf(left, optional(scope)), conditionOf(right, optional(scope))]);
  if (operator === 'in') return membershipOf(left, right, scope);
  if (operator === 'not in') return negated(membershipOf(left, right, optional(scope)));
  const sql = comparisons[operator];
  return sql === undefined ? truthOf(expr, scope) : comparisonOf(sql, left, right, scope);
}

function callCondition(call: Call, scope: Scope): Condition {
  if (call.receiver !== undefined) return truthOf(call, scope);
  switch (call.name) {
    case 'expr':
      return conditionOf(insideExpr(call), scope);
    case 'is_nil':
      return nilTest(call.args[0], true, scope);
    case 'exists':
      return existsOf(call, scope);
    case 'if':
      return ifCondition(call, scope);
  }
  return conditionCalls[call.name]?.(call.args, scope) ?? truthOf(call, scope);
}

/** `if` whose question is answered by what is given; any other one is a `CASE`. */
function ifCondition(call: Call, scope: Scope): Condition {
  const [test, options] = call.args;
  const [whenTrue, whenFalse] = branchesOf(call, options);
  if (test === undefined || whenTrue === undefined) return untold('an `if` cannot be read');
  const asked = conditionOf(test, optional(scope));
  const otherwise = (): Condition =>
    whenFalse === undefined
      ? knownCondition(false)
      : conditionOf(whenFalse, asked.known === undefined ? optional(scope) : scope);
  if (asked.isOfCaller === true) {
    const branches = [conditionOf(whenTrue, scope), otherwise()];
    return branches.findLast(looksAtRows) ?? any(branches);
  }
  if (asked.known !== undefined) return asked.known ? conditionOf(whenTrue, scope) : otherwise();
  const positive = conditionOf(whenTrue, optional(scope));
  return condition(`CASE WHEN ${asked.sql} THEN ${positive.sql} ELSE ${otherwise().sql} END`);
}

/** The two branches of an `if` with a block, or with `do:` and `else:`. */
export function branchesOf(call: Call, options: Expr | undefined): readonly [Expr | undefined, Expr | undefined] {
  const single = (body: readonly Expr[] | undefined): Expr | undefined => (body?.length === 1 ? body[0] : undefined);
  if (call.block !== undefined) {
    const keyword = pairsOf(options).find((pair) => asAtom(pair.key) === 'else')?.value;
    return [single(call.block.body), single(call.block.parts['else']) ?? keyword];
  }
  const value = (name: string): Expr | undefined => pairsOf(options).find((pair) => asAtom(pair.key) === name)?.value;
  return [value('do') ?? options, value('else') ?? call.args[2]];
}

/** Something that is true or false by itself: a column, a calculation, an argument. */
function truthOf(expr: Expr, scope: Scope): Condition {
  const operand = operandOf(expr, scope, 'boolean');
  const type = typeOfOperand(operand);
  if (type !== undefined && type !== 'boolean') return untold(`a value of type \`${type}\` stands for a condition`);
  if (operand.kind === 'given') return ofCaller;
  const sql = operandSql(operand, scope.query, { type: 'boolean' });
  if (operand.kind !== 'sql' || operand.column === undefined) return condition(sql);
  const { access, name } = operand.column;
  return condition(sql, [{ kind: 'equal', access, column: name, constant: withoutAlias(sql, access.alias) }]);
}
