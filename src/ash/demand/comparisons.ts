import { asAtom, asBoolean, asString, isNil } from '../../elixir/literal.ts';
import type { Expr } from '../../elixir/syntax.ts';
import type { Fact } from './access.ts';
import { condition, knownCondition, ofCaller, type Condition } from './condition.ts';
import { withoutAlias } from './conditions.ts';
import { literalSql, operandSql, typeOfOperand, type Operand, type SqlOperand } from './operand.ts';
import { operandOf } from './operands.ts';
import type { Scope } from './scope.ts';
import { castType, itemType, requireComparable } from './types.ts';
import { untold } from './untold.ts';

/** `=`, `!=`, `<` and the like between two operands. */
export function comparisonOf(operator: string, left: Expr, right: Expr, scope: Scope): Condition {
  if (isNil(left) || isNil(right)) return untold('it compares with `nil`, which is true of no row');
  const sides: readonly [Operand, Operand] = [operandOf(left, scope), operandOf(right, scope)];
  return compared(operator, sides[0], sides[1], scope);
}

const turned: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

export function compared(operator: string, left: Operand, right: Operand, scope: Scope): Condition {
  if (left.kind !== 'sql' && right.kind === 'sql') return compared(turned[operator] ?? operator, right, left, scope);
  if (left.kind !== 'sql' && (left.kind === 'given' || right.kind === 'given')) return ofCaller;
  if (left.kind === 'literal' && right.kind === 'literal') return knownComparison(operator, left.expr, right.expr);
  const [leftType, rightType] = [typeOfOperand(left), typeOfOperand(right)];
  const type = leftType ?? rightType;
  if (right.kind !== 'literal') requireComparable(leftType, rightType);
  const leftSql = operandSql(left, scope.query, { type });
  const column = left.kind === 'sql' ? left.column : undefined;
  const rightSql = operandSql(right, scope.query, { type: right.kind === 'sql' ? rightType : type, like: column });
  return condition(`${leftSql} ${operator} ${rightSql}`, factsOf(operator, left, right, rightSql));
}

/** What is compared in the text alone: `true == true`. */
function knownComparison(operator: string, left: Expr, right: Expr): Condition {
  const [a, b] = [left, right].map((side) => asAtom(side) ?? asString(side));
  if (a === undefined || b === undefined || (operator !== '=' && operator !== '!='))
    return untold('it compares two literals');
  return knownCondition((a === b) === (operator === '='));
}

function factsOf(operator: string, left: Operand, right: Operand, rightSql: string): Fact[] {
  if (left.kind !== 'sql') return [];
  const isOther = right.kind !== 'sql' || (right.column !== undefined && right.column.access !== left.column?.access);
  if (!isOther) return [];
  const own = factOn(operator, left, right.kind === 'literal' ? rightSql : undefined);
  const others = right.kind === 'sql' ? factOn(turned[operator] ?? operator, right, undefined) : [];
  return [...own, ...others];
}

function factOn(operator: string, { sql, column, computedFrom }: SqlOperand, constant: string | undefined): Fact[] {
  if (column === undefined) {
    if (computedFrom === undefined || operator !== '=') return [];
    return [{ kind: 'expression', access: computedFrom, sql: withoutAlias(sql, computedFrom.alias) }];
  }
  const { access, name } = column;
  if (operator === '=') {
    const own = constant === undefined ? {} : { constant: `${withoutAlias(sql, access.alias)} = ${constant}` };
    return [{ kind: 'equal', access, column: name, ...own }];
  }
  return operator === '!=' ? [] : [{ kind: 'range', access, column: name }];
}

/** `is_nil(x)` and its opposite. */
export function nilTest(expr: Expr | undefined, isNilWanted: boolean, scope: Scope): Condition {
  if (expr === undefined) return untold('`is_nil` has no argument');
  const operand = operandOf(expr, scope.mustHold ? { ...scope, mustHold: false } : scope);
  if (operand.kind === 'given') return knownCondition(!isNilWanted);
  if (operand.kind === 'literal') return knownCondition(isNil(operand.expr) === isNilWanted);
  const sql = `${operand.sql} ${isNilWanted ? 'IS NULL' : 'IS NOT NULL'}`;
  if (operand.column === undefined) return condition(sql);
  const { access, name } = operand.column;
  const constant = withoutAlias(sql, access.alias);
  return condition(sql, [{ kind: isNilWanted ? 'equal' : 'constant', access, column: name, constant }]);
}

/** `x in [:a, :b]`, and `x in ^arg(:list)` as `= ANY`. */
export function membershipOf(left: Expr, right: Expr, scope: Scope): Condition {
  const operand = operandOf(left, scope);
  const list = right.kind === 'list' ? undefined : operandOf(right, scope);
  if (operand.kind !== 'sql' && (list === undefined || list.kind !== 'sql')) return ofCaller;
  const type = typeOfOperand(operand) ?? itemType(list === undefined ? undefined : typeOfOperand(list));
  if (list === undefined) {
    if (right.kind !== 'list' || right.items.length === 0) return knownCondition(false);
    return inList(operand, right.items, type, scope);
  }
  const listType = type === undefined ? undefined : `${castType(type)}[]`;
  requireComparable(listType, typeOfOperand(list));
  const like = operand.kind === 'sql' ? operand.column : undefined;
  const leftSql = operandSql(operand, scope.query, { type });
  const sql = `${leftSql} = ANY(${operandSql(list, scope.query, { type: listType, like })})`;
  return condition(
    sql,
    like === undefined || list.kind === 'sql' ? [] : [{ kind: 'equal', ...named(like), isList: true }],
  );
}

function inList(operand: Operand, items: readonly Expr[], type: string | undefined, scope: Scope): Condition {
  const column = operand.kind === 'sql' ? operand.column : undefined;
  const values = items.map((item) => {
    if (isNil(item)) return untold('it looks for `nil` in a list, which is true of no row');
    const value = operandOf(item, scope);
    return value.kind === 'literal'
      ? literalSql(value.expr, asBoolean(value.expr) === undefined ? type : 'boolean')
      : operandSql(value, scope.query, { type, like: column });
  });
  const sql = `${operandSql(operand, scope.query, { type })} IN (${values.join(', ')})`;
  if (column === undefined) return condition(sql);
  const isConstant = items.every((item) => item.kind !== 'unary' && item.kind !== 'call' && item.kind !== 'variable');
  const constant = isConstant ? { constant: withoutAlias(sql, column.access.alias) } : {};
  return condition(sql, [{ kind: 'equal', ...named(column), isList: true, ...constant }]);
}

function named({
  access,
  name,
}: NonNullable<SqlOperand['column']>): Pick<Fact, 'access'> & { readonly column: string } {
  return { access, column: name };
}
