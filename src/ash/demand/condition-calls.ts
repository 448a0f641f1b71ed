import type { Expr } from '../../elixir/syntax.ts';
import type { Search } from './access.ts';
import { condition, type Condition } from './condition.ts';
import { fragmentSql } from './fragment.ts';
import { literalSql, operandSql, typeOfOperand, type Operand } from './operand.ts';
import { operandOf } from './operands.ts';
import type { Scope } from './scope.ts';
import { castType, itemType, requireComparable } from './types.ts';
import { untold } from './untold.ts';

type ConditionCall = (args: readonly Expr[], scope: Scope) => Condition;

/** Functions that give true or false, as ash_sql 0.7.0 and ash_postgres 2.12.0 send them. */
export const conditionCalls: Readonly<Record<string, ConditionCall>> = {
  contains: (args, scope) => matching(args, scope, ['%', '%']),
  string_starts_with: (args, scope) => matching(args, scope, ['', '%']),
  string_ends_with: (args, scope) => matching(args, scope, ['%', '']),
  like: (args, scope) => pattern('LIKE', args, scope),
  ilike: (args, scope) => pattern('ILIKE', args, scope),
  has: (args, scope) => {
    const [list, value] = pairOf(args, scope);
    const type = itemType(typeOfOperand(list)) ?? typeOfOperand(value);
    const item = operandSql(value, scope.query, { type });
    const listType = type === undefined ? undefined : `${castType(type)}[]`;
    return condition(`${item} = ANY(${operandSql(list, scope.query, { type: listType })})`);
  },
  intersects: (args, scope) => {
    const [left, right] = pairOf(args, scope);
    const type = typeOfOperand(left) ?? typeOfOperand(right);
    const like = left.kind === 'sql' ? left.column : undefined;
    if (right.kind !== 'literal') requireComparable(type, typeOfOperand(right));
    const sql = `${operandSql(left, scope.query, { type })} && ${operandSql(right, scope.query, { type, like })}`;
    const column = right.kind === 'sql' ? undefined : like;
    return condition(
      sql,
      column === undefined ? [] : [{ kind: 'overlap', access: column.access, column: column.name }],
    );
  },
  is_distinct_from: (args, scope) => distinct('IS DISTINCT FROM', args, scope),
  is_not_distinct_from: (args, scope) => distinct('IS NOT DISTINCT FROM', args, scope),
  fragment: (args, scope) => {
    const { sql, facts } = fragmentSql(args, scope);
    return condition(sql, facts);
  },
};

function pairOf(args: readonly Expr[], scope: Scope): readonly [Operand, Operand] {
  const [left, right] = args;
  if (left === undefined || right === undefined) return untold('a function has too few arguments');
  return [operandOf(left, scope), operandOf(right, scope)];
}

function distinct(operator: string, args: readonly Expr[], scope: Scope): Condition {
  const [left, right] = pairOf(args, scope);
  const type = typeOfOperand(left) ?? typeOfOperand(right);
  const like = left.kind === 'sql' ? left.column : undefined;
  return condition(
    `(${operandSql(left, scope.query, { type })} ${operator} ${operandSql(right, scope.query, { type, like })})`,
  );
}

/**
 * A text in another one. A value that the caller gives becomes a pattern, of `ILIKE` where its type is `:ci_string`;
 * texts of the database are looked for by their position.
 */
function matching(args: readonly Expr[], scope: Scope, [before, behind]: readonly [string, string]): Condition {
  const [left, right] = pairOf(args, scope);
  const leftType = typeOfOperand(left) ?? 'text';
  const leftSql = operandSql(left, scope.query, { type: 'text' });
  if (right.kind === 'sql') {
    if (before !== '' && behind === '') return condition(`(${leftSql}) LIKE ('%' || (${right.sql}))`);
    return condition(`(strpos((${leftSql}), (${right.sql})) ${before === '' ? '= 1' : '> 0'})`);
  }
  const isCaseless = typeOfOperand(right) === 'citext';
  const like = left.kind === 'sql' ? left.column : undefined;
  const value =
    right.kind === 'literal'
      ? literalSql(right.expr, 'text')
      : operandSql({ ...right, type: 'text' }, scope.query, { type: 'text', like });
  const text = [before, value, behind]
    .map((part) => (part === '%' ? "'%'" : part))
    .filter((part) => part !== '')
    .join(' || ');
  const search: Search = { how: before === '' ? 'prefix' : 'contains', caseless: isCaseless };
  return searched(left, leftType, `${leftSql} ${isCaseless ? 'ILIKE' : 'LIKE'} ${text}`, search);
}

/** `like` and `ilike` with a pattern that the caller writes. */
function pattern(operator: 'LIKE' | 'ILIKE', args: readonly Expr[], scope: Scope): Condition {
  const [left, right] = pairOf(args, scope);
  const leftType = typeOfOperand(left) ?? 'text';
  const like = left.kind === 'sql' ? left.column : undefined;
  const leftSql = operandSql(left, scope.query, { type: 'text' });
  const rightSql = operandSql(right, scope.query, { type: 'text', like });
  return searched(left, leftType, `${leftSql} ${operator} ${rightSql}`, {
    how: 'contains',
    caseless: operator === 'ILIKE',
  });
}

function searched(left: Operand, type: string, sql: string, search: Search): Condition {
  const column = left.kind === 'sql' && left.sql.endsWith('"') ? left.column : undefined;
  if (column === undefined || !/^(text|varchar)/.test(type)) return condition(sql);
  return condition(sql, [{ kind: 'search', access: column.access, column: column.name, ...search }]);
}
